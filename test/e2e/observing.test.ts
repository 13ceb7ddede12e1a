import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openClouds, openStore } from "../../cli/drivers.ts";
import { createProgram } from "../../cli/program.ts";
import type { Terminal } from "../../cli/terminal.ts";
import { defaultAccount, defaultTencentAccount } from "../../emulator/index.ts";
import type { Mode } from "../../shared/model/settings.ts";
import { clientFor } from "../emulator/cloud-client.ts";
import { configurationText, region } from "./stage.ts";
import { createTencentStage, type TencentStage, tencentConfiguration } from "./tencent-direct-stage.ts";

/** Both clouds, each with one registry of this mode. */
function configured(mode: Mode): string {
  const tencent = tencentConfiguration([], mode).split("registries:\n")[1] ?? "";
  return `${configurationText({ parts: "[registry]", mode })}${tencent}`;
}

const [user] = defaultAccount.users;
const [{ secretId, secretKey }] = defaultTencentAccount.users;

let stage: TencentStage;
let folder = "";
const alibaba = new Map<"moored" | "leaving" | "new", string>();
const tencent = new Map<"moored" | "leaving" | "new", string>();
const file = (name: string) => join(folder, name);

/** What a command said, and how it ended. */
async function run(...args: readonly string[]) {
  const said: string[] = [];
  const terminal: Terminal = {
    color: false,
    width: null,
    print: (text) => said.push(text),
    complain: (text) => said.push(text),
    json: (document) => said.push(JSON.stringify(document)),
  };
  stage.world.calls.reset();
  const program = createProgram({ openStore, openClouds }, terminal);
  try {
    await program.parseAsync(["node", "mooring", ...args]);
  } catch (error) {
    said.push(error instanceof Error ? error.message : String(error));
  }
  const code = process.exitCode;
  process.exitCode = 0;
  const called = Object.keys(stage.world.calls.counts());
  return { code, said: said.join("\n"), called, writes: called.filter(isWrite) };
}

function isWrite(call: string): boolean {
  return !/:(?:Describe|Get|List|Check|Query)/.test(call);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-observing-"));
  stage = await createTencentStage({
    configuration: configured("full"),
    settings: { linkReadyMs: 0, tcrLinkReadyMs: 0 },
  });
  for (const [name, value] of Object.entries({
    MOORING_ENDPOINT: stage.url,
    MOORING_STORE: `folder:${file("store")}`,
    MOORING_REGION: region,
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
  }))
    vi.stubEnv(name, value);
  for (const mode of ["full", "observe"] as const) await writeFile(file(`${mode}.yaml`), configured(mode));
  await run("config", "push", "--config", file("full.yaml"));
  const { call } = clientFor(new URL(stage.url).host);
  const network = async (wish: string, block: number) => {
    const Tag = [{ Key: "registry-link", Value: wish }];
    const CidrBlock = `10.${block}.0.0/16`;
    const { VpcId } = await call("vpc", "CreateVpc", { RegionId: region, CidrBlock, VpcName: "team", Tag });
    await stage.world.clock.advance(30_000);
    const subnet = { VpcId, ZoneId: `${region}-h`, CidrBlock: `10.${block}.1.0/24` };
    await call("vpc", "CreateVSwitch", { RegionId: region, ...subnet });
    await stage.world.clock.advance(30_000);
    return String(VpcId);
  };
  for (const [block, name] of (["moored", "leaving"] as const).entries()) {
    alibaba.set(name, await network("prod", block + 1));
    tencent.set(name, await stage.createNetwork());
  }
  for (let sweep = 0; sweep < 4; sweep++) {
    await run("sweep");
    await stage.world.clock.advance(5 * 60_000);
  }
  // Each kind of thing to do: a new link, a name to repair, a link to take away.
  alibaba.set("new", await network("prod", 3));
  tencent.set("new", await stage.createNetwork());
  const zones = await call("pvtz", "DescribeZones", { PageSize: 100, QueryVpcId: alibaba.get("moored") });
  const [zone] = (zones["Zones"] as { readonly Zone: readonly Readonly<Record<string, unknown>>[] }).Zone;
  const records = await call("pvtz", "DescribeZoneRecords", { ZoneId: zone?.["ZoneId"] });
  const [record] = (records["Records"] as { readonly Record: readonly Readonly<Record<string, unknown>>[] }).Record;
  await call("pvtz", "SetZoneRecordStatus", { RecordId: record?.["RecordId"], Status: "DISABLE" });
  await stage.turn(tencent.get("moored") ?? "", "off");
  await call("vpc", "TagResources", {
    RegionId: region,
    ResourceType: "VPC",
    ResourceId: [alibaba.get("leaving")],
    Tag: [{ Key: "registry-link", Value: "off" }],
  });
  await stage.tag(tencent.get("leaving") ?? "", "off");
  await stage.world.clock.advance(30_000);
}, 60_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  process.exitCode = 0;
  await stage.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Row {
  /** As somebody would type them; what is asked for is said yes to. */
  readonly lines: () => readonly (readonly string[])[];
  /** It would write in another mode, and says why it does not. */
  readonly says?: RegExp;
  /** It asks no cloud. */
  readonly storeAlone?: true;
  /** Forms of a command that ask no cloud, where others do. */
  readonly storeLines?: () => readonly (readonly string[])[];
}

/** A command that brings emulated clouds of its own, and looks at no other. */
type OwnWorld = { readonly ownWorld: true };

const modeWords = /mode observe/;

/** Every command that there is. */
const rows: Readonly<Record<string, Row | OwnWorld>> = {
  plan: { lines: () => [["plan"], ["plan", "--out", file("plan.json")]], says: modeWords },
  apply: {
    lines: () => [
      ["apply", "--yes"],
      ["apply", file("plan.json"), "--yes"],
      ["apply", file("full.json"), "--yes"],
    ],
    says: modeWords,
  },
  sweep: {
    lines: () => [
      ["sweep"],
      ["sweep", "--check"],
      ["sweep", "--override", "canary", "--override", "inventory", "--reason", "a test"],
    ],
    says: modeWords,
  },
  capacity: { lines: () => [["capacity"], ["capacity", "--json"]] },
  approve: {
    lines: () => [["approve", "0123456789ab", "--reason", "a test"]],
    storeLines: () => [
      ["approve", "--list"],
      ["approve", "--withdraw", "0123456789ab"],
    ],
  },
  observe: { lines: () => [["observe"], ["observe", "--redact"]] },
  explain: {
    lines: () => [
      ["explain", alibaba.get("new") ?? ""],
      ["explain", tencent.get("leaving") ?? ""],
    ],
    says: modeWords,
  },
  status: { storeAlone: true, lines: () => [["status"]] },
  hosts: {
    lines: () => [
      ["hosts", "--registry", "prod", "--network", alibaba.get("moored") ?? ""],
      ["hosts", "--registry", "harbor", "--network", tencent.get("moored") ?? ""],
    ],
  },
  adopt: {
    lines: () => [
      ["adopt", alibaba.get("moored") ?? "", "--registry", "prod", "--yes"],
      ["adopt", tencent.get("moored") ?? "", "--registry", "harbor", "--yes"],
    ],
  },
  "tags check": { storeAlone: true, lines: () => [["tags", "check", "prod"]] },
  "config check": { storeAlone: true, lines: () => [["config", "check", "--config", file("observe.yaml")]] },
  "config push": { storeAlone: true, lines: () => [["config", "push", "--config", file("full.yaml")]] },
  "events install": {
    lines: () => [
      ["events", "install", "--cloud", "alibaba", "--yes"],
      ["events", "install", "--cloud", "tencent", "--yes"],
    ],
    says: modeWords,
  },
  pause: { storeAlone: true, lines: () => [["pause", "--reason", "a test"]] },
  resume: { storeAlone: true, lines: () => [["resume"]] },
  emulate: { ownWorld: true },
  demo: { ownWorld: true },
  // Last, because what is released is nobody's to write to.
  release: {
    storeAlone: true,
    lines: () => [
      ["release", alibaba.get("leaving") ?? "", "--registry", "prod", "--yes"],
      ["release", "--all", "--yes"],
    ],
  },
};

/** The commands that do something, as somebody types them. */
function namesOf(command: Command, before: readonly string[] = []): readonly string[] {
  return command.commands
    .filter((one) => one.name() !== "help")
    .flatMap((one) => {
      const name = [...before, one.name()];
      return one.commands.length > 0 ? namesOf(one, name) : [name.join(" ")];
    });
}

const terminal: Terminal = { color: false, width: null, print: vi.fn(), complain: vi.fn(), json: vi.fn() };
const commands = namesOf(createProgram({ openStore, openClouds }, terminal));

it("every command has its row here", () => {
  expect(Object.keys(rows).sort()).toEqual([...commands].sort());
});

it("in mode full there would be something of everything to do, on both clouds", async () => {
  const { said } = await run("plan", "--json", "--out", file("full.json"));
  const { changes, held } = JSON.parse(said);
  const planned = [...changes, ...held.map(({ change }: { readonly change: unknown }) => change)];
  for (const [registry, kinds] of [
    ["prod", ["enable-record", "attach", "detach"]],
    ["harbor", ["switch-on", "attach", "switch-off"]],
  ] as const)
    for (const kind of kinds) expect(planned).toContainEqual(expect.objectContaining({ registry, kind }));
  expect(changes.length).toBeGreaterThan(3);
});

describe.sequential("in mode observe no command makes a call that writes, on either cloud", () => {
  beforeAll(() => void vi.stubEnv("MOORING_MODE", "observe"));
  afterAll(() => void vi.stubEnv("MOORING_MODE", ""));

  const runnable = Object.entries(rows).flatMap(([name, row]) => ("ownWorld" in row ? [] : [[name, row] as const]));

  it.each(runnable)("mooring %s", async (_, { lines, says, storeAlone, storeLines = () => [] }) => {
    for (const line of storeLines()) expect((await run(...line)).called, line.join(" ")).toEqual([]);
    for (const line of lines()) {
      const { said, called, writes } = await run(...line);
      expect(called.length > 0, said).toBe(storeAlone !== true);
      expect(writes, `mooring ${line.join(" ")}: ${said}`).toEqual([]);
      if (says !== undefined) expect(said).toMatch(says);
    }
  });
});

it.each([["sweep"], ["apply", "--yes"], ["plan"]])(
  "nor in mode full, where the configuration says observe: mooring %s %s",
  async (...line) => {
    const { said, writes } = await run(...line.filter((word) => word !== ""), "--config", file("observe.yaml"));
    expect(writes, said).toEqual([]);
    for (const alias of ["prod", "harbor"])
      expect(said).toContain(`the configuration gives registry "${alias}" mode observe`);
  },
);
