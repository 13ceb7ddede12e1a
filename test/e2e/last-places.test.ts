import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount } from "../../emulator/index.ts";
import type { Store } from "../../shared/store/port.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import type { createPasses } from "./direct-passes.ts";
import { createDirectStage } from "./direct-stage.ts";
import { createInterleaving } from "./interleaving.ts";
import { configurationText, region } from "./stage.ts";
import {
  createTencentStage,
  registryId,
  registryWith,
  tencentConfiguration,
  tencentRegion,
} from "./tencent-direct-stage.ts";

const rules = `rules:
  - { name: core first, match: { tags: { tier: core } }, outcome: accept, priority: 10 }
  - { name: the rest, match: {}, outcome: accept }
`;
const seeds = Array.from({ length: 12 }, (_, index) => index + 1);
const hour = 3_600_000;

/** A registry of which all places but one are taken. */
interface Quay extends Pick<ReturnType<typeof createPasses>, "pass"> {
  readonly cloud: "alibaba" | "tencent";
  readonly region: string;
  wait(milliseconds: number): Promise<unknown>;
  /** A network with a subnet that wishes; `tags` beside the wish. */
  network(tags?: Readonly<Record<string, string>>): Promise<string>;
  /** It wishes no more. */
  off(network: string): Promise<unknown>;
  linked(): readonly string[];
  unlink(network: string): Promise<unknown>;
  stop(): Promise<unknown>;
}

async function alibaba(): Promise<Quay> {
  const [registry] = defaultAccount.registries;
  const stage = await createDirectStage({
    configuration: configurationText({ parts: "[registry]", extra: rules }),
    accounts: [{ ...defaultAccount, registries: [{ ...registry, vpcQuota: 2 }] }],
    settings: { linkReadyMs: 0 },
  });
  const InstanceId = "cri-mooringdemo01";
  return {
    ...stage,
    cloud: "alibaba",
    region,
    wait: (milliseconds) => stage.world.clock.advance(milliseconds),
    async network(tags = {}) {
      const vpc = await stage.createVpc({ "registry-link": "prod", ...tags });
      await stage.createVSwitch(vpc);
      return vpc;
    },
    off: (network) =>
      stage.call("vpc", "TagResources", {
        RegionId: region,
        ResourceType: "VPC",
        ResourceId: [network],
        Tag: [{ Key: "registry-link", Value: "off" }],
      }),
    linked: () =>
      [...stage.world.alibaba.accounts.values()].flatMap((account) =>
        [...account.instances.values()].flatMap(({ links }) => links.map(({ vpcId }) => vpcId)),
      ),
    async unlink(VpcId) {
      const link = (await stage.links()).find((one) => one["VpcId"] === VpcId);
      const { VswitchId } = link ?? {};
      await stage.call("cr", "DeleteInstanceVpcEndpointLinkedVpc", {
        InstanceId,
        VpcId,
        VswitchId: String(VswitchId),
        ModuleName: "Registry",
      });
      await stage.world.clock.advance(10 * 60_000);
    },
  };
}

async function tencent(more: readonly string[]): Promise<Quay> {
  const stage = await createTencentStage({
    configuration: `${tencentConfiguration(more)}${rules}`,
    tencentAccounts: registryWith({ edition: "basic" }),
    settings: { tcrLinkReadyMs: 0, linkDeleteWithDnsOn: "stale-record" },
  });
  // A basic registry takes five: three are somebody else's, one will be the first of Mooring's.
  for (let count = 0; count < 3; count++) {
    const vpc = await stage.createVpc();
    await stage.link(vpc, await stage.createSubnet(vpc));
  }
  return {
    ...stage,
    cloud: "tencent",
    region: tencentRegion,
    wait: (milliseconds) => stage.world.clock.advance(milliseconds),
    async network(tags = {}) {
      const vpc = await stage.createVpc({ "registry-link": "harbor", ...tags });
      await stage.createSubnet(vpc);
      // The cloud tells when a network was made to the second.
      await stage.world.clock.advance(2_000);
      return vpc;
    },
    off: (network) => stage.tag(network, "off"),
    linked: () => stage.account.registries.get(registryId)?.links.map(({ vpcId }) => vpcId) ?? [],
    unlink: (network) => stage.unlink(network),
  };
}

const quays = {
  "Alibaba Cloud, which tells its quota": alibaba,
  "Tencent Cloud, whose quota is assumed": () => tencent([]),
  "Tencent Cloud, whose quota is configured": () => tencent(["quota: 5"]),
} as const;

async function copyOf(store: Store): Promise<Store> {
  const copy = createMemoryStore();
  for (const { key } of await store.list("")) await copy.write(key, (await store.read(key)) ?? "");
  return copy;
}

describe.each(Object.entries(quays))("the last place of a registry on %s", (_, create) => {
  let quay: Quay;
  let first: string;
  const begun = createMemoryStore();
  const eventOf = (...networks: readonly string[]) =>
    ({ kind: "event", ids: ["e"], hints: [{ cloud: quay.cloud, region: quay.region, networks }] }) as const;

  beforeAll(async () => {
    quay = await create();
    first = await quay.network();
    for (let minute = 0; minute < 6; minute++) {
      await quay.pass({ store: begun });
      await quay.wait(60_000);
    }
    expect(quay.linked()).toContain(first);
  }, 60_000);
  afterAll(() => quay.stop());

  it.each([
    ["priority, however young its network is", true],
    ["age, where the priority is the same", false],
  ])(
    "goes by %s, in whatever order two events' passes run side by side",
    async (_, preferred) => {
      for (const seed of seeds) {
        const store = await copyOf(begun);
        const before = quay.linked();
        const older = await quay.network();
        const younger = await quay.network(preferred ? { tier: "core" } : {});
        const [winner, loser] = preferred ? [younger, older] : [older, younger];
        await quay.wait(60_000);
        const order = createInterleaving(seed, () => {
          expect(quay.linked(), `seed ${seed}: the wrong network has it`).not.toContain(loser);
        });
        const side = { store: order.store(store), around: order.cloud };
        await order.run([loser, winner].map((network) => quay.pass({ ...side, trigger: eventOf(network) })));
        // Where both stepped back for each other, the next event of anybody gives it.
        await quay.wait(60_000);
        await quay.pass({ store, trigger: eventOf(first) });
        expect(quay.linked(), `seed ${seed}`).toEqual([...before, winner]);
        for (const network of [winner, loser]) await quay.off(network);
        await quay.unlink(winner);
      }
    },
    120_000,
  );

  it("that somebody gave back goes to the next in turn with an event of another network", async () => {
    const store = await copyOf(begun);
    const taken = await quay.network();
    await quay.pass({ store });
    const [older, core] = [await quay.network(), await quay.network({ tier: "core" })];
    // Whoever asks meanwhile is refused, where the vendor tells no quota, and loses nothing by it.
    for (let pass = 0; pass < 3; pass++) {
      await quay.pass({ store, trigger: { kind: "timer", depth: "frequent" } });
      await quay.wait(hour + 60_000);
    }
    expect(quay.linked()).toContain(taken);
    for (const network of [older, core]) expect(quay.linked()).not.toContain(network);
    await quay.off(taken);
    await quay.unlink(taken);
    await quay.pass({ store, trigger: eventOf(first) });
    expect(quay.linked()).toContain(core);
    expect(quay.linked()).not.toContain(older);
  });
});
