import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { type CallRow, measureCalls } from "../../bench/calls.ts";
import { root } from "./command.ts";

/** The cells of the page's tables, a row each, with what an empty first cell leaves out. */
function documented(): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  let first = "";
  for (const line of readFileSync(`${root}docs/performance.md`, "utf8").split("\n")) {
    if (!line.startsWith("| ")) continue;
    const [head = "", ...cells] = line
      .slice(2, -2)
      .split("|")
      .map((cell) => cell.trim());
    first = head === "" ? first : head;
    rows.push([first, ...cells]);
  }
  return rows;
}

/** What the page calls an event of a kind. */
function eventOf({ cloud, pass }: CallRow): string {
  if (pass === "event of another zone") return "of a zone that can answer no name of a registry, known by its name";
  if (pass === "event of another zone, by its id") return "the same, known by its id";
  const where = cloud.split(",")[0];
  return pass === "event of that zone"
    ? `of one network's zone, ${where}`
    : `of a new network, until the link is asked for and looked at again, ${where}`;
}

it("the calls that docs/performance.md tells for ten networks are those that are made", async () => {
  const page = documented();
  const { rows } = await measureCalls([10]);
  const [events, passes] = [true, false].map((event) => rows.filter(({ pass }) => pass.startsWith("event") === event));
  const told = page.filter(([, networks]) => networks === "10");
  const made = (passes ?? []).map(({ cloud, networks, registries, pass, calls, least }) =>
    [cloud, networks, registries, pass, calls, least ?? ""].map(String),
  );
  expect([...told].sort()).toEqual([...made].sort());
  const ten = new Map(page.filter((row) => row.length === 4).map(([event = "", calls]) => [event, calls]));
  for (const row of events ?? []) expect([eventOf(row), ten.get(eventOf(row))]).toEqual([eventOf(row), `${row.calls}`]);
  expect([...ten.keys()].filter((event) => event !== "event" && !/^-+:?$/.test(event)).sort()).toEqual(
    [...new Set((events ?? []).map(eventOf))].sort(),
  );
});
