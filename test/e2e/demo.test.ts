import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { demoCommand } from "../../cli/commands/demo.ts";
import { openClouds, openStore } from "../../cli/drivers.ts";
import type { Drivers } from "../../cli/pass.ts";
import type { Terminal } from "../../cli/terminal.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { Store } from "../../shared/store/port.ts";
import { family, isAlive, mooring, root, startMooring } from "./command.ts";

function recordingTerminal(): Terminal & {
  readonly out: string[];
  readonly errors: string[];
  readonly documents: unknown[];
} {
  const out: string[] = [];
  const errors: string[] = [];
  const documents: unknown[] = [];
  return {
    color: false,
    width: null,
    out,
    errors,
    documents,
    print: (text) => void out.push(text),
    complain: (text) => void errors.push(text),
    json: (document) => void documents.push(document),
  };
}

/** The demo's own drivers, with something done to the store that the story reads. */
function driversWith(change: (store: Store) => Store): Drivers & { readonly locations: string[] } {
  const locations: string[] = [];
  return {
    locations,
    openClouds,
    openStore(...given) {
      locations.push(given[0]);
      return change(openStore(...given));
    },
  };
}

/** The whole story paces its calls as the real clouds want it, in real seconds; milliseconds. */
const storyTime = 120_000;

describe("npm start -- --json", () => {
  it("builds without a word and hands its options to the demo", () => {
    expect(packageJson.scripts.start).toBe("npm run --silent build -- --quiet && node bin/mooring.js demo");
    // npm's own banner would stand on standard output before the document.
    expect(readFileSync(`${root}.npmrc`, "utf8")).toMatch(/^loglevel ?= ?silent$/m);
  });

  it(
    "prints the one document on standard output and nothing else there, and all of it held",
    async () => {
      // Without the build of "npm start", which would take the bundle away from under other tests.
      const { code, stdout } = await mooring(["demo", "--json"], {}, storyTime - 5_000);
      expect(stdout).toMatch(/^[^\n]+\n$/);
      const document: unknown = JSON.parse(stdout);
      const name = {
        name: expect.any(String),
        part: expect.any(String),
        address: expect.any(String),
        answer: expect.any(String),
        ok: true,
      };
      const network = {
        cloud: "alibaba",
        account: expect.stringMatching(/^\d{16}$/),
        region: "cn-hangzhou",
        vpcId: expect.stringMatching(/^vpc-/),
        registry: "prod",
        state: "moored",
        address: expect.stringMatching(/^10\./),
        names: [name, name],
      };
      const onTencent = {
        ...network,
        cloud: "tencent",
        account: expect.stringMatching(/^\d{12}$/),
        region: "ap-guangzhou",
        registry: "harbor",
        names: [name],
      };
      const repair = {
        registry: expect.stringMatching(/^(?:prod|harbor)$/),
        vpcId: expect.stringMatching(/^vpc-/),
        name: expect.any(String),
        kind: expect.any(String),
        before: expect.any(String),
        after: expect.any(String),
      };
      expect(document).toEqual({
        ok: true,
        networks: [network, network, onTencent, onTencent],
        repairs: [repair, repair, repair, repair, repair],
        calls: expect.objectContaining({
          "cr:GetInstanceVpcEndpoint": expect.any(Number),
          "tcr:DescribeInternalEndpoints": expect.any(Number),
        }),
      });
      expect(code).toBe(0);
    },
    storyTime,
  );
});

describe("mooring demo", () => {
  it(
    "told to people: the target first, short lines, every check, what to try next",
    async () => {
      const terminal = recordingTerminal();
      expect(
        await demoCommand(
          driversWith((store) => store),
          terminal,
          false,
        ),
      ).toBe(0);
      const lines = terminal.out.join("\n").split("\n");
      expect(lines[0]).toMatch(/^target: emulated clouds at http:\/\/127\.0\.0\.1:\d+/);
      expect(lines.filter((line) => line.length > 120)).toEqual([]);
      expect(lines.filter((line) => line.includes("  checked  ")).length).toBeGreaterThan(12);
      expect(lines.join("\n")).not.toMatch(/\b(?:vpc|vsw|subnet)-[a-z0-9]{6,}/);
      expect(lines).toContain("Try next");
      expect(terminal.errors).toEqual([]);
    },
    storyTime,
  );

  it("ends with Ctrl-C at any moment: exit code 1, one sentence, no process left", async () => {
    const { child, until, ended } = startMooring(["demo"]);
    await until(/mooring {2}(?:alibaba|tencent) {2}event/);
    const processes = family(child.pid ?? 0);
    expect(processes.length).toBeGreaterThan(1);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/^mooring: stopped[^\n]*\n$/) });
    expect(processes.filter(isAlive)).toEqual([]);
  });

  it("a step that does not hold ends the story: exit code 3, what was seen, everything stopped", async () => {
    const blind = driversWith((store) => ({
      ...store,
      read: async (key) => (key.startsWith("reports/latest/") ? null : store.read(key)),
    }));
    const terminal = recordingTerminal();
    expect(await demoCommand(blind, terminal, true)).toBe(3);
    expect(terminal.documents).toMatchObject([{ ok: false, networks: [], repairs: [] }]);
    expect(terminal.errors).toEqual([expect.stringMatching(/^mooring: .*did not hold; seen: no finding/)]);
    expect(existsSync(folderOf(blind.locations))).toBe(false);
  });

  it("a defect in the middle is thrown, after everything was stopped", async () => {
    const broken = driversWith((store) => ({
      ...store,
      list: () => Promise.reject(new TypeError("a defect")),
    }));
    const terminal = recordingTerminal();
    await expect(demoCommand(broken, terminal, false)).rejects.toThrow(TypeError);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(terminal.out[0] ?? "")?.[0] ?? "";
    await expect(fetch(`${url}/_emulator/networks`)).rejects.toThrow();
    expect(existsSync(folderOf(broken.locations))).toBe(false);
  });
});

function folderOf([location]: readonly string[]): string {
  return dirname((location ?? "").slice("folder:".length));
}
