import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "../../../shared/model/finding.ts";
import { hostsOf } from "../../../shared/report/hosts.ts";

const name = (text: string) => ({
  name: text,
  part: "registry" as const,
  state: "moored" as const,
  code: "moored/resolving",
  sentence: "",
  address: "10.1.0.9",
  answers: ["10.1.0.9"],
  since: null,
  changed: null,
});

function findingOf(names: readonly string[], address: string | null = "10.1.0.9"): Finding {
  return {
    registry: "prod",
    cloud: "alibaba",
    account: "1",
    region: "cn-hangzhou",
    network: "vpc-1",
    label: "shop",
    state: "moored",
    code: "moored/attached",
    sentence: "",
    rule: null,
    parts: [
      {
        part: "registry",
        state: "moored",
        code: "moored/attached",
        sentence: "",
        subnet: "vsw-1",
        address,
        owned: true,
        names: names.map(name),
      },
    ],
  };
}

const own = ["127.0.0.1 localhost", "# kept", "10.0.0.5 printer"].join("\n");
let folder = "";
let file = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hosts-"));
  file = join(folder, "hosts");
  writeFileSync(file, `${own}\n`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (text: string) => execFileSync("sh", ["-c", text], { env: { ...process.env, HOSTS_FILE: file } });
const read = () => readFileSync(file, "utf8");

describe("the hosts file's lines", () => {
  it("are one a name, sorted, and none without an address", () => {
    expect(hostsOf(findingOf(["b.example", "a.example"])).lines).toEqual([
      { address: "10.1.0.9", name: "a.example" },
      { address: "10.1.0.9", name: "b.example" },
    ]);
    expect(hostsOf(findingOf(["a.example"], null)).lines).toEqual([]);
  });

  it("are none for a name that is being withdrawn", () => {
    const finding = findingOf(["a.example", "b.example"]);
    const parts = finding.parts.map((part) => ({
      ...part,
      names: part.names.map((one) => (one.name === "b.example" ? { ...one, address: null } : one)),
    }));
    expect(hostsOf({ ...finding, parts }).lines).toEqual([{ address: "10.1.0.9", name: "a.example" }]);
  });

  it("never hold what is no address or no name", () => {
    expect(hostsOf(findingOf(["a.example'; rm -rf /", "$(id).example", "fine.example"])).lines).toEqual([
      { address: "10.1.0.9", name: "fine.example" },
    ]);
    expect(hostsOf(findingOf(["a.example"], "10.1.0.9 evil")).lines).toEqual([]);
  });
});

describe("the shell texts", () => {
  it("write the block once, however often they are run, and leave everything else as it was", () => {
    const { write } = hostsOf(findingOf(["a.example"]));
    const { ino } = statSync(file);
    for (let time = 0; time < 3; time++) run(write);
    expect(read()).toBe(`${own}\n# begin mooring prod/vpc-1\n10.1.0.9 a.example\n# end mooring prod/vpc-1\n`);
    expect(statSync(file).ino, "the file is written in place").toBe(ino);
  });

  it("replace an older block where the address changed, and touch no other network's", () => {
    const other = { ...findingOf(["a.example"]), network: "vpc-2" };
    run(hostsOf(findingOf(["a.example", "old.example"])).write);
    run(hostsOf(other).write);
    run(hostsOf(findingOf(["a.example"])).write);
    expect(read().match(/old\.example/)).toBeNull();
    expect(read().match(/a\.example/g)).toHaveLength(2);
  });

  it("take the block away again, to the byte, and do nothing where there is none", () => {
    const { write, remove } = hostsOf(findingOf(["a.example"]));
    run(write);
    run(remove);
    expect(read()).toBe(`${own}\n`);
    run(remove);
    expect(read()).toBe(`${own}\n`);
  });

  it("leave a block alone whose end somebody deleted", () => {
    const broken = `${own}\n# begin mooring prod/vpc-1\n10.1.0.9 a.example\n10.0.0.6 scanner\n`;
    writeFileSync(file, broken);
    run(hostsOf(findingOf(["a.example"])).remove);
    expect(read()).toBe(broken);
  });
});
