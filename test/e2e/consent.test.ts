import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount } from "../../emulator/index.ts";
import { readLatest } from "../../shared/store/objects/reports.ts";
import { createStage, names, quick, region, type Stage } from "./stage.ts";

const accounts = [
  {
    ...defaultAccount,
    registries: [
      { id: "cri-mooringdemo01", name: "prod" },
      { id: "cri-mooringdemo02", name: "staging" },
      { id: "cri-mooringdemo03", name: "closed" },
      { id: "cri-mooringdemo04", name: "picked" },
      { id: "cri-mooringdemo05", name: "far", region: "cn-shanghai" },
    ],
  },
];

const accept = `accept: { accounts: ["${defaultAccount.id}"] }`;
const entry = (instance: string, more: string, where = region) =>
  `{ cloud: alibaba, region: ${where}, instance: ${instance}, mode: repair, ${more} }`;
const configuration = `version: 1
registries:
  prod: ${entry("cri-mooringdemo01", `${accept}, subnets: { reserve: 10 }, expect: { tags: { tier: core } }`)}
  staging: ${entry("cri-mooringdemo02", accept)}
  closed: ${entry("cri-mooringdemo03", 'accept: { accounts: ["2000000000000002"] }')}
  picked: ${entry("cri-mooringdemo04", `${accept}, select: { tags: { env: prod } }`)}
  far: ${entry("cri-mooringdemo05", accept, "cn-shanghai")}
`;

/** What a network is, and the finding that the report must hold: its registry, code and words. */
interface Refused {
  readonly what: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly subnet?: Readonly<Record<string, unknown>> | "none";
  readonly registry?: string;
  readonly code: string;
  readonly words: string;
}

const refused: readonly Refused[] = [
  { what: "is tagged hold", tags: { "registry-link": "hold" }, code: "held/hold", words: "freezes this network" },
  {
    what: "spells the alias in capitals",
    tags: { "registry-link": "Prod" },
    code: "blocked/tag",
    words: 'write "prod"',
  },
  {
    what: "gives an option that does not exist",
    tags: { "registry-link": "prod;zone=h" },
    code: "blocked/tag",
    words: '"zone=h" is no option',
  },
  {
    what: "mistypes the alias",
    tags: { "registry-link": "prodd" },
    code: "blocked/unknown-registry",
    words: 'did you mean "prod"?',
  },
  {
    what: "is of an account that the registry does not accept",
    tags: { "registry-link": "closed" },
    registry: "closed",
    code: "blocked/not-accepted",
    words: `does not accept account ${defaultAccount.id}; its accept.accounts lists 2000000000000002`,
  },
  {
    what: "wishes for a registry of another region",
    tags: { "registry-link": "far" },
    registry: "far",
    code: "blocked/region",
    words: "the network is in cn-hangzhou, registry",
  },
  {
    what: "names a subnet that is not its own",
    tags: { "registry-link": "prod;subnet=vsw-elsewhere" },
    code: "blocked/subnet-not-found",
    words: "vsw-elsewhere, which is not a subnet of this network",
  },
  {
    what: "has only a subnet that is too full to keep the reserve",
    tags: { "registry-link": "prod" },
    subnet: { CidrBlock: "BLOCK.8.0/29" },
    code: "blocked/subnet-full",
    words: "a link takes one and 10 must be left",
  },
  {
    what: "has no subnet yet",
    tags: { "registry-link": "prod" },
    subnet: "none",
    code: "pending/waiting-for-subnet",
    words: "has no subnet yet",
  },
  {
    what: "is expected and untagged",
    tags: { tier: "core" },
    code: "unmoored/untagged",
    words: "expects this network",
  },
];

async function subnetFor(stage: Stage, vpc: string, index: number, subnet: Refused["subnet"]): Promise<void> {
  if (subnet === "none") return;
  const block = typeof subnet?.["CidrBlock"] === "string" ? subnet["CidrBlock"].replace("BLOCK", `10.${index}`) : null;
  await stage.createVSwitch(vpc, block === null ? {} : { ...subnet, CidrBlock: block });
}

describe.concurrent("a network is not attached when it", () => {
  let stage: Stage;
  const vpcs = new Map<string, string>();
  beforeAll(async () => {
    stage = await createStage({ accounts, configuration, settings: quick });
    stage.emulator.platform.eventBridge.control({ lose: 1_000 });
    for (const [index, { what, tags, subnet }] of refused.entries()) {
      const vpc = await stage.createVpc(tags);
      await subnetFor(stage, vpc, index, subnet);
      vpcs.set(what, vpc);
    }
    for (const [what, tags] of [
      ["is tagged off", { "registry-link": "off" }],
      ["has no tag", {}],
    ] as const) {
      vpcs.set(what, await stage.createNetwork(tags["registry-link" as keyof typeof tags]));
    }
    await stage.minutes(1);
    await stage.pass("full");
  });
  afterAll(() => stage.stop());

  it.sequential.each(refused)(
    "$what: $code, and the stored report says why",
    async ({ what, registry, code, words }) => {
      const finding = await stage.finding(vpcs.get(what) ?? "", registry);
      expect(finding).toMatchObject({ code, state: code.split("/")[0], sentence: expect.stringContaining(words) });
    },
  );

  it.sequential.each(["is tagged off", "has no tag"])("%s, and there is nothing to say", async (what) => {
    expect(await stage.finding(vpcs.get(what) ?? "")).toBeUndefined();
  });

  it.sequential("is one of these: no call that writes was made", async () => {
    expect(stage.writes()).toEqual({});
    expect(stage.calls()).toHaveProperty("cr:GetInstanceVpcEndpoint");
  });
});

/** Only the registries that somebody is attached to here. */
const open = configuration
  .split("\n")
  .filter((line) => !/^ {2}(?:closed|far):/.test(line))
  .join("\n");

describe.concurrent("a network that wishes", () => {
  let stage: Stage;
  const made: Record<string, string> = {};
  const subnets: Record<string, string> = {};
  beforeAll(async () => {
    stage = await createStage({ accounts, configuration: open, settings: quick });
    stage.emulator.platform.eventBridge.control({ lose: 1_000 });
    made["both"] = await stage.createNetwork("prod,staging");
    made["selected"] = await stage.createVpc({ env: "prod" });
    await stage.createVSwitch(made["selected"]);
    made["named"] = await stage.createNetwork();
    subnets["named"] = await stage.createVSwitch(made["named"], { CidrBlock: "10.2.9.0/26" });
    await stage.tag(made["named"], `staging;subnet=${subnets["named"]}`);
    made["marked"] = await stage.createNetwork();
    subnets["marked"] = await stage.createVSwitch(made["marked"], {
      CidrBlock: "10.3.9.0/26",
      Tag: [{ Key: "registry-link-subnet", Value: "yes" }],
    });
    await stage.tag(made["marked"], "staging");
    await stage.untilMoored([made["both"]], 8, "prod");
    await stage.untilMoored([made["both"], made["named"], made["marked"]], 8, "staging");
    await stage.untilMoored([made["selected"]], 4, "picked");
  });
  afterAll(() => stage.stop());

  const links = (instance: string) => stage.links("Registry", instance);

  it.sequential("for two registries is attached to both, and each one's name resolves", async () => {
    for (const [instance, name] of [
      ["cri-mooringdemo01", names.registry],
      ["cri-mooringdemo02", names.registry.replace("prod", "staging")],
    ] as const) {
      const link = (await links(instance)).find((candidate) => candidate["VpcId"] === made["both"]);
      expect(await stage.ask(made["both"] ?? "", name)).toEqual({ udp: [link?.["Ip"]], tcp: [link?.["Ip"]] });
    }
  });

  it.sequential("by a tag that the company already has is attached to the registry that selects it, and to no other", async () => {
    expect((await links("cri-mooringdemo04")).map((link) => link["VpcId"])).toEqual([made["selected"]]);
    expect((await links("cri-mooringdemo01")).map((link) => link["VpcId"])).toEqual([made["both"]]);
  });

  it.sequential.each(["named", "marked"])(
    "gets its address from the subnet that is %s, not from the larger one",
    async (what) => {
      const link = (await links("cri-mooringdemo02")).find((candidate) => candidate["VpcId"] === made[what]);
      expect(link?.["VswitchId"]).toBe(subnets[what]);
    },
  );

  it.sequential("no more is reported as leaving, or held, and nothing is detached or repaired", async () => {
    const { both = "", named = "", marked = "" } = made;
    const [zone] = await stage.zonesOf(marked);
    const before = stage.writes();
    await stage.tag(both, "staging");
    await stage.tag(named, "off");
    await stage.tag(marked, "hold");
    for (const record of await stage.recordsOf(zone?.id ?? ""))
      await stage.call("pvtz", "SetZoneRecordStatus", { RecordId: record.RecordId, Status: "DISABLE" });
    await stage.pass();
    expect(await stage.finding(both, "prod")).toMatchObject({ state: "leaving", code: "leaving/tag-absent" });
    expect(await stage.finding(named, "staging")).toMatchObject({ state: "held", code: "held/mode-repair" });
    expect(await stage.finding(marked, "staging")).toMatchObject({ state: "held", code: "held/hold" });
    await stage.untag(named);
    await stage.pass();
    expect(await stage.finding(named, "staging")).toMatchObject({ state: "leaving", code: "leaving/tag-absent" });
    expect(stage.writes()).toEqual(before);
    expect((await readLatest(stage.store, "staging"))?.findings).toHaveLength(3);
    expect(await links("cri-mooringdemo02")).toHaveLength(3);
  });
});
