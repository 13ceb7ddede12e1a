import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount, type StartedEmulator, startEmulator } from "../../emulator/index.ts";
import { clientFor } from "../emulator/cloud-client.ts";
import { type Ended, mooring } from "./command.ts";
import { configurationText, region } from "./stage.ts";

let folder = "";
let started: StartedEmulator;
let env: Readonly<Record<string, string>> = {};
/** By what they are: accepted, rejected, in a team that must be asked, forgotten. */
const vpcs = new Map<string, string>();
const vpc = (name: string) => vpcs.get(name) ?? "";

const rules = `    expect: {}
rules:
  - { name: no sandboxes, match: { tags: { env: sandbox } }, outcome: reject }
  - { name: core first, match: { tags: { tier: core } }, outcome: accept, priority: 10 }
  - { name: ask the rest, match: {}, outcome: ask }
`;
const exempting = (until: string, ...names: readonly string[]) => `exemptions:
  - { match: { networks: [${names.map(vpc).join(", ")}] }, reason: goes away, owner: team-a, until: ${until} }
`;

async function configure(extra: string): Promise<void> {
  const text = configurationText({ parts: "[registry]", extra });
  await writeFile(join(folder, "mooring.yaml"), text);
  const pushed = await mooring(["config", "push", "--config", join(folder, "mooring.yaml")], env);
  expect(pushed, pushed.stderr).toMatchObject({ code: 0 });
}

function documentOf(ended: Ended): { readonly [key: string]: unknown } {
  return JSON.parse(ended.stdout);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-compliance-"));
  started = await startEmulator();
  const [user] = defaultAccount.users;
  env = {
    MOORING_ENDPOINT: started.url,
    MOORING_STORE: `folder:${join(folder, "store")}`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
  };
  const { call } = clientFor(started.endpoint);
  const networks: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ["accepted", { "registry-link": "prod", tier: "core" }],
    ["rejected", { "registry-link": "prod", env: "sandbox" }],
    ["asked", { "registry-link": "prod" }],
    ["forgotten", {}],
  ];
  for (const [index, [name, tags]] of networks.entries()) {
    const Tag = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const made = await call("vpc", "CreateVpc", {
      RegionId: region,
      CidrBlock: `10.${index}.0.0/16`,
      VpcName: name,
      ...(Tag.length === 0 ? {} : { Tag }),
    });
    vpcs.set(name, String(made["VpcId"]));
    const subnet = { VpcId: vpc(name), ZoneId: `${region}-h`, CidrBlock: `10.${index}.1.0/24` };
    await call("vpc", "CreateVSwitch", { RegionId: region, ...subnet });
  }
});

afterAll(async () => {
  await started.close();
  await rm(folder, { recursive: true, force: true });
});

describe.sequential("rules and compliance", () => {
  it("attach what a rule accepts, and only that; each finding names its rule", async () => {
    await configure(rules);
    for (let sweep = 0; sweep < 2; sweep++) {
      await mooring(["sweep"], env);
      await started.emulator.world.clock.advance(5 * 60_000);
    }
    const ended = await mooring(["sweep", "--json"], env);
    const { findings, compliance } = documentOf(ended);
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ network: vpc("accepted"), state: "moored", rule: "core first" }),
        expect.objectContaining({ network: vpc("rejected"), code: "blocked/rejected", rule: "no sandboxes" }),
        expect.objectContaining({ network: vpc("asked"), code: "held/approval", rule: "ask the rest" }),
        expect.objectContaining({ network: vpc("forgotten"), code: "unmoored/untagged", rule: null }),
      ]),
    );
    expect(compliance).toMatchObject([
      { registry: "prod", account: defaultAccount.id, expected: 4, moored: 1, exempt: 0, failing: 3, unknown: 0 },
    ]);
  });

  it("sweep --check names what fails, writes nothing and ends with 3", async () => {
    const before = JSON.stringify(started.emulator.world.calls.counts()["cr:CreateInstanceVpcEndpointLinkedVpc"]);
    const ended = await mooring(["sweep", "--check"], env);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toContain(
      `prod, account ${defaultAccount.id}: 1 of 4 expected networks are moored, 3 failing`,
    );
    const failing = [vpc("rejected"), vpc("asked"), vpc("forgotten")].sort().join(", ");
    expect(ended.stdout).toContain(`failing: ${failing}`);
    const after = JSON.stringify(started.emulator.world.calls.counts()["cr:CreateInstanceVpcEndpointLinkedVpc"]);
    expect(after).toBe(before);
  });

  it("what is exempt fails nothing while its exemption is in force", async () => {
    await configure(`${rules}${exempting("2999-12-30", "rejected", "asked", "forgotten")}`);
    const ended = await mooring(["sweep", "--check", "--json"], env);
    expect(documentOf(ended)).toMatchObject({
      compliance: [
        {
          ...{ expected: 4, moored: 1, exempt: 3, failing: 0 },
          networks: {
            exempt: expect.arrayContaining([
              { network: vpc("forgotten"), reason: "goes away", owner: "team-a", until: "2999-12-31T00:00:00.000Z" },
            ]),
          },
        },
      ],
    });
    expect(ended.code).toBe(0);
  });

  it("an exemption that is over is told, and counts no more", async () => {
    await configure(`${rules}${exempting("2020-01-31", "rejected", "asked", "forgotten")}`);
    const ended = await mooring(["sweep", "--check"], env);
    expect(ended.code).toBe(3);
    expect(ended.stdout).toMatch(/ended at the end of 2020-01-31 and counts no more.*\[leaving\/exemption-expired\]/);
    expect(ended.stdout).toContain("3 failing");
  });

  it("a region that cannot be listed is never all in order: what the last pass knew is unknown", async () => {
    await configure(`${rules}${exempting("2999-12-30", "rejected", "asked", "forgotten")}`);
    await mooring(["sweep"], env);
    const fault = { status: 403, code: "Forbidden.RAM", message: "not you" };
    started.emulator.world.faults.add({ action: "DescribeVpcs", times: 20, fault });
    const ended = await mooring(["sweep", "--check", "--json"], env);
    started.emulator.world.faults.clear();
    expect(ended.code).toBe(3);
    expect(documentOf(ended)).toMatchObject({
      ok: false,
      compliance: [{ expected: 4, moored: 0, exempt: 3, failing: 1, unknown: 1, unread: [region] }],
    });
  });
});

describe("mooring tags check", () => {
  const check = (value: string, ...more: readonly string[]) => mooring(["tags", "check", value, ...more], env);

  it("says what a value means, with the registries of the store's configuration", async () => {
    expect(await check("prod")).toEqual({
      code: 0,
      stderr: "",
      stdout: `registry-link=prod asks for registry "prod" (Alibaba Cloud, ${region})\n`,
    });
  });

  it("says what is wrong and what would be right, and ends with 3", async () => {
    expect(await check("prdo")).toMatchObject({
      code: 3,
      stdout: 'registry-link=prdo names "prdo", which is no registry of the configuration; did you mean "prod"?\n',
    });
    const json = await check("prod，other", "--json");
    expect(json.code).toBe(3);
    expect(documentOf(json)).toMatchObject({
      ok: false,
      means: null,
      problems: [{ code: "blocked/tag", correction: expect.stringMatching(/^write "," instead; it also names/) }],
    });
  });

  it("works without a configuration, and says what was not checked", async () => {
    const ended = await check("anything", "--store", `folder:${join(folder, "empty")}`);
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/"anything"\nno configuration was found/) });
  });

  it("takes a configuration's file, whose tag may be another", async () => {
    const file = join(folder, "other.yaml");
    await writeFile(file, configurationText().replace("registries:", "tag: mirror\nregistries:"));
    expect(await check("off", "--config", file)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^mirror=off asks for no link/),
    });
  });
});
