import { describe, expect, it } from "vitest";
import type { Estate } from "../../../../shared/model/estate.ts";
import { type Known, known, unknown } from "../../../../shared/model/known.ts";
import type { Network, Resolvers } from "../../../../shared/model/network.ts";
import { explain } from "../../../../shared/plan/explain/explain.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { needs } from "../../../../shared/plan/needs.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { at, entryOf, minutesAgo, subnetOf } from "../estate-of.ts";
import {
  account,
  customName,
  defaultName,
  publishedBySwitch,
  region,
  type SwitchWorld,
  switchEntry,
  switchEstate,
  switchInstance,
  switchKey,
  switchLink,
  switchNetwork,
  switchRegistry,
  vpcName,
} from "../name/switch-estate.ts";

const bare: SwitchWorld = { links: [], ledger: [switchEntry({ network: "vpc-0" })] };
const shanghai = "ap-shanghai";

function seen(world: SwitchWorld) {
  const estate = switchEstate(world);
  const { changes, findings, notices, held } = guard(plan(estate), estate, "full");
  const [finding] = findings;
  return { estate, changes, held, notices, findings, finding, names: finding?.parts[0]?.names ?? [] };
}

const asking = (servers: readonly string[], provider = false): Known<Resolvers> => known({ provider, servers }, at);
const resolving = (resolvers: Known<Resolvers>): readonly Network[] => [switchNetwork({ resolvers })];

describe("a network whose machines ask resolvers of their own", () => {
  const servers = ["10.9.0.2", "10.9.0.3"];
  const networks = resolving(asking(servers));

  it("gets no link, because its names would never be heard there, and the sentence names the resolvers", () => {
    const { changes, finding, estate } = seen({ ...bare, networks });
    expect(changes).toEqual([]);
    expect(finding).toMatchObject({
      state: "blocked",
      code: "blocked/custom-resolvers",
      sentence: expect.stringContaining("10.9.0.2, 10.9.0.3"),
    });
    expect(needs({ ...estate, subnets: [] }, "full", "full").subnets).toEqual([]);
  });

  it("is not moored although its name is published", () => {
    const { changes, finding, names } = seen({ networks });
    expect(changes).toEqual([]);
    expect(names).toMatchObject([{ state: "blocked", code: "blocked/custom-resolvers" }]);
    expect(finding?.code).toBe("blocked/custom-resolvers");
  });

  it("is not moored either where its name was not read again", () => {
    const carried = [
      {
        registry: "team",
        network: "vpc-1",
        part: "registry" as const,
        name: vpcName.name,
        address: "10.0.0.9",
        at: minutesAgo(5),
      },
    ];
    const world = { unread: [vpcName.name, defaultName.name], carried };
    expect(seen(world).names).toMatchObject([{ code: "moored/unchanged" }]);
    expect(seen({ ...world, networks }).names).toMatchObject([{ code: "blocked/custom-resolvers" }]);
  });

  it("is still repaired: whoever forwards to the provider needs the name", () => {
    const { changes, names } = seen({ networks, switches: { [switchKey("vpc-1")]: "off" } });
    expect(changes).toMatchObject([{ kind: "switch-on" }]);
    expect(names).toMatchObject([{ code: "drifted/switch-off" }]);
  });

  it.each<[string, Known<Resolvers>, readonly string[]]>([
    ["the provider's are asked as well", asking(servers, true), []],
    ["every one of them forwards", asking(servers), ["10.9.0.3", "10.9.0.2", "10.9.0.4"]],
    ["which ones they ask is not known", unknown("the field was empty"), []],
  ])("is like any other where %s", (_, resolvers, forwardingResolvers) => {
    const registries = [switchRegistry({ forwardingResolvers })];
    expect(seen({ networks: resolving(resolvers), registries }).finding?.code).toBe("moored/attached");
    expect(seen({ ...bare, networks: resolving(resolvers), registries }).changes).toMatchObject([{ kind: "attach" }]);
  });

  it("is blocked while one of them does not forward", () => {
    const registries = [switchRegistry({ forwardingResolvers: ["10.9.0.2"] })];
    expect(seen({ networks, registries }).finding?.code).toBe("blocked/custom-resolvers");
  });
});

describe("a network that the registry cannot reach", () => {
  const registries = [switchRegistry({ replicas: [shanghai] })];
  const networks = [switchNetwork({ region: shanghai })];
  const replicated = known(switchInstance({ replicas: [shanghai] }), at);

  it("is linked in a replica's region, and its change names the network's region, not the registry's", () => {
    const { changes } = seen({ ...bare, registries, networks, instance: replicated });
    expect(changes).toMatchObject([{ kind: "attach", region: shanghai, instance: "tcr-team" }]);
  });

  it("is in a region where no replica runs: nothing is asked for", () => {
    const { changes, finding, estate } = seen({ ...bare, registries, networks });
    expect(changes).toEqual([]);
    expect(finding).toMatchObject({ code: "blocked/no-replica", sentence: expect.stringContaining(shanghai) });
    expect(needs({ ...estate, subnets: [] }, "full", "full").subnets).toEqual([]);
  });

  it("is in a region that the configuration does not name: refused whatever the registry has", () => {
    const { finding } = seen({ ...bare, networks, instance: replicated });
    expect(finding?.code).toBe("blocked/region");
    const named = seen({
      ...bare,
      registries,
      networks: [switchNetwork({ region: "ap-beijing" })],
      instance: replicated,
    });
    expect(named.finding).toMatchObject({
      code: "blocked/region",
      sentence: expect.stringContaining("of its replicas' regions only: ap-shanghai"),
    });
  });

  it("belongs to another account than the registry, which links none: told before any call", () => {
    const others = [switchRegistry({ accept: { accounts: [account, "200000000002"], regions: [], tags: {} } })];
    const foreign = [switchNetwork({ account: "200000000002" })];
    const { changes, finding } = seen({ ...bare, registries: others, networks: foreign });
    expect(changes).toEqual([]);
    expect(finding).toMatchObject({ code: "blocked/other-account", sentence: expect.stringContaining("200000000002") });
    const lending = known(switchInstance({ otherAccounts: "shared-subnets" }), at);
    expect(seen({ ...bare, registries: others, networks: foreign, instance: lending }).finding?.code).toBe(
      "blocked/not-shared",
    );
  });

  it("is not blocked by what is not known of the registry", () => {
    const { finding } = seen({ ...bare, registries, networks, instance: unknown("no answer") });
    expect(finding?.code).toBe("unknown/instance");
  });

  it("its names are asked for in the network's region", () => {
    const { estate } = seen({ registries, networks, instance: replicated });
    expect(needs(estate, "full", "full").names).toEqual([
      { registry: "team", network: "vpc-1", region: shanghai, part: "registry", ...vpcName, address: "10.0.0.9" },
    ]);
  });
});

describe("what a registry with replicas selects and expects", () => {
  const untagged = [switchNetwork({ region: shanghai, tags: { env: "prod" } })];
  const instance = known(switchInstance({ replicas: [shanghai] }), at);
  const rule = { select: { tags: { env: "prod" } } };
  const expecting = { expect: { accounts: [], regions: [], tags: { env: "prod" } } };

  it("counts in its replicas' regions", () => {
    const registries = [switchRegistry({ replicas: [shanghai], ...rule })];
    expect(seen({ ...bare, registries, networks: untagged, instance }).changes).toMatchObject([{ kind: "attach" }]);
    const expected = [switchRegistry({ replicas: [shanghai], ...expecting })];
    expect(seen({ ...bare, registries: expected, networks: untagged, instance }).finding?.code).toBe(
      "unmoored/untagged",
    );
  });

  it("says nothing elsewhere", () => {
    for (const more of [rule, expecting])
      expect(seen({ ...bare, registries: [switchRegistry(more)], networks: untagged, instance }).findings).toEqual([]);
  });

  it("a region that it accepts must be one of those", () => {
    const accept = { accounts: [account], regions: [region], tags: {} };
    const registries = [switchRegistry({ replicas: [shanghai], accept })];
    const networks = [switchNetwork({ region: shanghai })];
    expect(seen({ ...bare, registries, networks, instance }).finding?.code).toBe("blocked/not-accepted");
  });
});

describe("a replica that the configuration does not name", () => {
  const instance = known(switchInstance({ replicas: [shanghai, "ap-beijing"] }), at);

  it("is told once a region, and one that it names is not", () => {
    const { notices } = seen({ instance, registries: [switchRegistry({ replicas: ["ap-beijing"] })] });
    expect(notices).toMatchObject([
      { registry: "team", code: "unknown/replica-region", sentence: expect.stringContaining(shanghai) },
    ]);
    expect(seen({ instance }).notices.map(({ code }) => code)).toEqual(Array(2).fill("unknown/replica-region"));
  });
});

describe("a link of a network that no listing shows", () => {
  const registries = [switchRegistry({ replicas: [shanghai] })];
  const links = [switchLink(), switchLink({ network: "vpc-9" })];
  const view = (name: string, more: Partial<Estate["regions"][number]> = {}): Estate["regions"][number] => ({
    cloud: "tencent",
    region: name,
    ids: null,
    networks: known(name === region ? [switchNetwork()] : [], at),
    ...more,
  });
  const codes = (regions: Estate["regions"]) =>
    plan({ ...switchEstate({ registries, links }), regions })
      .findings.filter(({ network }) => network === "vpc-9")
      .map(({ code }) => code);

  it("is told when every region of the registry was listed to its end", () => {
    expect(codes([view(region), view(shanghai)])).toEqual(["foreign/network-not-visible"]);
  });

  it.each<[string, readonly Estate["regions"][number][]]>([
    ["was not looked at", [view(region)]],
    ["was asked for by id", [view(region), view(shanghai, { ids: ["vpc-1"] })]],
    ["could not be read", [view(region), view(shanghai, { networks: unknown("no answer") })]],
    ["is another cloud's of the same name", [view(region), view(shanghai, { cloud: "alibaba" })]],
  ])("is not told while one region %s", (_, regions) => {
    expect(codes(regions)).toEqual([]);
  });
});

describe("a quota that is only assumed from the edition", () => {
  const networks = ["vpc-1", "vpc-2", "vpc-3"].map((id) => switchNetwork({ id }));
  const subnets = networks.map(({ id }) => subnetOf({ id: `subnet-${id}`, network: id }));
  const waiting: SwitchWorld = { ...bare, networks, subnets };
  const quota = (used: number) => known({ links: 5, used, assumed: true }, at);

  it("lets links be asked for one at a time, and says where it comes from", () => {
    const { changes, held } = seen({ ...waiting, quota: quota(1) });
    expect(changes).toMatchObject([{ kind: "attach", network: "vpc-1" }]);
    expect(held).toMatchObject([
      {
        code: "held/quota-unknown",
        sentence: expect.stringContaining("the quota of 5 links, of which it uses 1, is assumed from its edition"),
      },
      { code: "held/quota-unknown" },
    ]);
  });

  it("does not stop a link when it seems used up: only a refusal does", () => {
    expect(seen({ ...waiting, quota: quota(5) }).changes).toHaveLength(1);
  });

  it("is lowered by a refusal for an hour, and the sentence says to what", () => {
    const refused = (minutes: number) =>
      entryOf({
        ...switchEntry({ network: "vpc-8", intentAt: null, attachedAt: null, verifiedAt: null, names: [] }),
        failures: [
          {
            at: minutesAgo(minutes),
            change: "attach team/vpc-8/registry",
            failure: {
              kind: "exhausted",
              call: "tcr:ManageInternalEndpoint",
              code: "InternalError.ErrorOverLimit",
              message: "no",
            },
          },
        ],
      });
    const world = (minutes: number): SwitchWorld => ({
      ...waiting,
      quota: quota(3),
      ledger: [switchEntry({ network: "vpc-0" }), refused(minutes)],
    });
    const now = seen(world(59));
    expect(now.changes).toEqual([]);
    expect(now.held[0]).toMatchObject({
      code: "held/quota",
      sentence: expect.stringContaining("it is 3, not the 5 that its edition suggests"),
    });
    expect(seen(world(60)).changes).toHaveLength(1);
  });
});

describe("which names are published", () => {
  const off = {
    [switchKey("vpc-1")]: "off",
    [switchKey("vpc-1", defaultName.name)]: "off",
    [switchKey("vpc-1", customName.name)]: "off",
  } as const;
  const named = (...kinds: ("vpc" | "default")[]) =>
    seen({
      names: [customName, vpcName, defaultName],
      switches: off,
      ledger: [switchEntry({ names: [] })],
      registries: [switchRegistry({ names: kinds })],
    });

  it("is the configuration's to say; a domain of the user's own is never", () => {
    const nameOf = ({ changes }: ReturnType<typeof named>) =>
      changes.map((change) => ("name" in change ? change.name : ""));
    expect(nameOf(named("vpc"))).toEqual([vpcName.name]);
    expect(nameOf(named("default"))).toEqual([defaultName.name]);
    expect(nameOf(named("vpc", "default"))).toEqual([vpcName.name, defaultName.name].sort());
    expect(named("vpc").names.map(({ name }) => name)).toEqual([vpcName.name]);
  });

  it("each change tells its kind, which decides the switch", () => {
    const { changes } = named("vpc", "default");
    expect(changes.map((change) => ("nameKind" in change ? change.nameKind : "")).sort()).toEqual(["default", "vpc"]);
  });

  it("and a registry that tells none of them is unknown, not moored", () => {
    expect(seen({ names: [customName], ledger: [switchEntry({ names: [] })] }).finding?.code).toBe("unknown/names");
  });
});

describe("a name whose kind is not published any more", () => {
  const both = [publishedBySwitch(), publishedBySwitch({ ...defaultName, address: "10.0.0.8" })];
  const world = (names = both, more: SwitchWorld = {}): SwitchWorld => ({ ledger: [switchEntry({ names })], ...more });

  it("is withdrawn with the address it was published with, and the finding says that it leaves", () => {
    const { changes, finding, names } = seen(world());
    expect(changes).toMatchObject([
      {
        kind: "switch-off",
        name: defaultName.name,
        nameKind: "default",
        address: "10.0.0.8",
        repoints: false,
        network: "vpc-1",
        region,
      },
    ]);
    expect(names.map(({ name, code }) => [name, code])).toEqual([
      [vpcName.name, "moored/published"],
      [defaultName.name, "leaving/name-not-wanted"],
    ]);
    expect(finding).toMatchObject({ state: "leaving", code: "leaving/name-not-wanted" });
  });

  it("is done with once it is withdrawn: nothing more is said or written", () => {
    const { changes, finding, names } = seen(
      world([publishedBySwitch(), { ...(both[1] ?? publishedBySwitch()), withdrawnAt: at }]),
    );
    expect(changes).toEqual([]);
    expect(names).toHaveLength(1);
    expect(finding?.code).toBe("moored/attached");
  });

  it("is withdrawn although the registry does not list it now", () => {
    expect(seen(world(both, { names: [vpcName] })).changes).toMatchObject([{ name: defaultName.name }]);
  });

  it("is left alone where no switch published it", () => {
    expect(
      seen(world([publishedBySwitch(), publishedBySwitch({ ...defaultName, publishedAt: null })])).changes,
    ).toEqual([]);
  });

  it("is left alone while its kind is wanted, while the link is not ready, and where the network is on hold", () => {
    const registries = [switchRegistry({ names: ["vpc", "default"] })];
    expect(seen(world(both, { registries })).changes).not.toContainEqual(
      expect.objectContaining({ address: "10.0.0.9" }),
    );
    expect(seen(world(both, { links: [switchLink({ state: "changing" })] })).changes).toEqual([]);
    expect(seen(world(both, { networks: [switchNetwork({ tags: { "registry-link": "hold" } })] })).changes).toEqual([]);
  });

  it("is held below mode attach, and the finding says why", () => {
    const { changes, held, finding } = seen(world(both, { registries: [switchRegistry({ mode: "observe" })] }));
    expect(changes).toEqual([]);
    expect(held).toMatchObject([{ code: "held/mode-observe", change: { kind: "switch-off" } }]);
    expect(finding?.state).toBe("held");
    expect(seen(world(both, { registries: [switchRegistry({ mode: "attach" })] })).changes).toHaveLength(1);
  });

  it("wanted again, it is published again with the link's address", () => {
    const registries = [switchRegistry({ names: ["vpc", "default"] })];
    const withdrawn = [publishedBySwitch(), publishedBySwitch({ ...defaultName, withdrawnAt: minutesAgo(60) })];
    const switches = { [switchKey("vpc-1", defaultName.name)]: "off" } as const;
    expect(seen(world(withdrawn, { registries, switches })).changes).toMatchObject([
      { kind: "switch-on", name: defaultName.name, address: "10.0.0.9" },
    ]);
  });
});

describe("explaining a name that a switch publishes", () => {
  const steps = (world: SwitchWorld) => {
    const estate = switchEstate(world);
    const [found] = explain(estate, plan(estate), "vpc-1");
    return Object.fromEntries((found?.steps ?? []).map(({ step, state, sentence }) => [step, `${state}: ${sentence}`]));
  };

  it("names the vendor's word for the switch where there is no zone to show", () => {
    expect(steps({})).toMatchObject({
      zone: expect.stringMatching(/^ok: .*nobody else sees/),
      record: expect.stringMatching(/^ok: .*ENABLED, for 10\.0\.0\.9$/),
      answer: expect.stringMatching(/^ok: /),
    });
    expect(steps({ switches: { [switchKey("vpc-1")]: "off" } })["record"]).toMatch(/^broken: .*DISABLED/);
    expect(steps({ switches: { [switchKey("vpc-1")]: "unclear" } })["record"]).toMatch(/^unknown: .*Binding/);
  });

  it("marks the address as what is wrong while a new one is not believed", () => {
    const moved: SwitchWorld = { links: [switchLink({ address: known("10.0.0.20", at) })] };
    expect(steps(moved)["address"]).toMatch(/^broken: /);
    expect(steps({})["address"]).toMatch(/^ok: /);
  });
});
