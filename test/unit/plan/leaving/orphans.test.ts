import { describe, expect, it } from "vitest";
import type { Estate, ResolutionView } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { LedgerEntry } from "../../../../shared/model/ledger.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { confirmations } from "../../../../shared/plan/link/confirm.ts";
import { needs } from "../../../../shared/plan/needs.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  address,
  at,
  boundTo,
  entryOf,
  estateOf,
  intentOf,
  minutesAgo,
  names,
  networkOf,
  publishedOf,
  recordOf,
  registryOf,
  type World,
  zoneOf,
} from "../estate-of.ts";
import {
  publishedBySwitch,
  region,
  type SwitchWorld,
  switchEntry,
  switchEstate,
  switchNetwork,
  vpcName,
} from "../name/switch-estate.ts";

type Seen = ResolutionView["resolution"];

/** The estate with what was read of the one name whose link is gone. */
function withSeen(estate: Estate, name: string, resolution: Seen): Estate {
  const view: ResolutionView = { network: "vpc-1", part: "registry", name, resolution };
  return { ...estate, registries: estate.registries.map((registry) => ({ ...registry, resolutions: [view] })) };
}

/** Missed by a list ten minutes ago as well, and without a wish for the whole grace. */
const missed = (entry: LedgerEntry): LedgerEntry => ({
  ...entry,
  leavingSince: minutesAgo(72 * 60),
  missingSince: minutesAgo(10),
});

function planned(estate: Estate) {
  const made = guard(plan(estate), estate, "attach");
  const [finding] = made.findings;
  return { changes: made.changes, finding, name: finding?.parts[0]?.names[0] };
}

function ledgerAfter(estate: Estate): LedgerEntry | null | undefined {
  const [first] = confirmations(estate);
  return first === undefined ? (estate.ledger.known ? estate.ledger.value[0] : null) : first.want;
}

describe("a switch whose link is gone", () => {
  const gone = (world: SwitchWorld = {}) =>
    switchEstate({
      networks: [switchNetwork({ tags: {} })],
      links: [],
      ...world,
      ledger: (world.ledger ?? [switchEntry()]).map(missed),
    });
  const seen = (state: "on" | "off" | "error" | "unclear", elsewhere: string | null = null): Seen =>
    known(
      {
        network: "vpc-1",
        part: "registry",
        name: vpcName.name,
        switch: { state, vendorState: state.toUpperCase(), elsewhere },
        forwarding: null,
        zones: [],
      },
      at,
    );
  const of = (resolution: Seen, world: SwitchWorld = {}) => withSeen(gone(world), vpcName.name, resolution);

  it("is asked for with the address and under the region that the ledger has", () => {
    const ledger = [switchEntry({ names: [publishedBySwitch({ region: "ap-beijing", address: "10.0.0.7" })] })];
    expect(needs(gone({ ledger }), "full", "frequent").names).toEqual([
      {
        registry: "team",
        network: "vpc-1",
        region: "ap-beijing",
        part: "registry",
        name: vpcName.name,
        kind: "vpc",
        address: "10.0.0.7",
        leaving: true,
      },
    ]);
  });

  it("and is still on is turned off, in mode attach, with the address of the ledger", () => {
    const { changes, finding, name } = planned(of(seen("on")));
    expect(changes).toMatchObject([
      { kind: "switch-off", name: vpcName.name, address, switchRegion: region, first: false, repoints: false },
    ]);
    expect(finding).toMatchObject({ state: "drifted", code: "drifted/switch-orphan" });
    expect(finding?.sentence).toMatch(/^switch left on: the link is gone .*; the network no longer wishes/);
    expect(name).toMatchObject({ code: "drifted/switch-orphan", address: null });
  });

  it("and is still on is told, and turned off once the grace of its network is over", () => {
    const estate = of(seen("on"));
    const graceHours = 73;
    const settings = { ...estate.settings, limits: { ...estate.settings.limits, graceHours } };
    expect(planned({ ...estate, settings })).toMatchObject({ changes: [], finding: { code: "drifted/switch-orphan" } });
  });

  it("takes one of the places of the day, unless it has one already", () => {
    const estate = of(seen("on"));
    const settings = { ...estate.settings, limits: { ...estate.settings.limits, detachesPerDay: 0 } };
    const { changes, held } = guard(plan({ ...estate, settings }), { ...estate, settings }, "attach");
    expect([changes, held.map(({ code }) => code)]).toEqual([[], ["held/detaches-per-day"]]);
    const [entry] = estate.ledger.known ? estate.ledger.value : [];
    if (entry === undefined) throw new Error("nothing is in the ledger");
    const { deployment, registry, network, part } = entry;
    const place = { version: 1 as const, deployment, registry, network, part, pass: "pass-0", at: minutesAgo(60) };
    const detachments = known([{ ...place, since: minutesAgo(72 * 60) }], at);
    expect(planned({ ...estate, settings, detachments }).changes).toMatchObject([{ kind: "switch-off" }]);
  });

  it.each([
    ["error", "drifted/switch-error"],
    ["unclear", "unknown/switch"],
  ] as const)("and is %s is told, and not written", (state, code) => {
    const { changes, finding } = planned(of(seen(state)));
    expect([changes, finding?.code]).toEqual([[], code]);
  });

  it("and is off is forgotten, and its link with it once it was the last", () => {
    const estate = of(seen("off"));
    expect(planned(estate)).toMatchObject({ changes: [], finding: { code: "leaving/gone" } });
    expect(ledgerAfter(estate)).toBeNull();
    // Of two names the other one is still on.
    const other = publishedBySwitch({ name: "other.tencentcloudcr.com" });
    const after = ledgerAfter(of(seen("off"), { ledger: [switchEntry({ names: [publishedBySwitch(), other] })] }));
    expect(after?.names).toMatchObject([{ withdrawnAt: at }, { withdrawnAt: null }]);
    expect(needs(gone({ ledger: after ? [after] : [] }), "full", "full").names).toMatchObject([{ name: other.name }]);
  });

  it("is not forgotten while it is on anywhere, or could not be read", () => {
    for (const resolution of [seen("on"), seen("off", "ap-beijing"), seen("error"), unknown("Throttling")])
      expect(ledgerAfter(of(resolution))?.names).toMatchObject([{ withdrawnAt: null }]);
  });

  it("and cannot be read is unknown", () => {
    const { changes, finding } = planned(of(unknown("Throttling")));
    expect(changes).toEqual([]);
    expect(finding).toMatchObject({ state: "unknown", code: "unknown/resolution" });
  });

  it("of a network that the registry does not accept any more will not come back either", () => {
    const networks = [switchNetwork({ account: "999" })];
    const { changes, finding, name } = planned(of(seen("on"), { networks }));
    expect(changes).toMatchObject([{ kind: "switch-off" }]);
    expect(finding).toMatchObject({ state: "blocked", code: "blocked/not-accepted" });
    expect(finding?.sentence).toMatch(/does not accept account 999; .*; switch left on: /);
    expect(name).toMatchObject({ state: "drifted", code: "drifted/switch-orphan" });
  });

  it.each<[string, SwitchWorld]>([
    ["of a network that wishes for the registry", { networks: [switchNetwork()] }],
    ["of a network that is frozen", { networks: [switchNetwork({ tags: { "registry-link": "hold" } })] }],
    ["of a network whose tag says nothing clear", { networks: [switchNetwork({ tags: { "registry-link": "Team" } })] }],
    ["that no entry of the ledger published", { ledger: [] }],
    ["that another deployment published", { ledger: [switchEntry({ deployment: "other" })] }],
    ["that Mooring turned off", { ledger: [switchEntry({ names: [publishedBySwitch({ withdrawnAt: at })] })] }],
    ["while the link may be on its way", { ledger: [{ ...switchEntry(), address: null, intentAt: minutesAgo(9) }] }],
  ])("is left alone: one %s", (_, world) => {
    expect(needs(gone(world), "full", "full").names).toEqual([]);
    expect(planned(of(seen("on"), world)).changes.filter(({ kind }) => kind === "switch-off")).toEqual([]);
  });

  it("is not taken for gone while the links could not be read", () => {
    const estate = gone();
    const blind: Estate = {
      ...estate,
      registries: estate.registries.map((view) => ({
        ...view,
        parts: view.parts.map(({ part }) => ({ part, view: unknown("Throttling") })),
      })),
    };
    expect(needs(blind, "full", "full").names).toEqual([]);
    expect(plan(withSeen(blind, vpcName.name, seen("on"))).changes).toEqual([]);
  });
});

describe("a zone whose link is gone", () => {
  const name = names.registry;
  const gone = (world: World = {}) =>
    estateOf({
      networks: [networkOf({ tags: {} })],
      links: [],
      ...world,
      ledger: (world.ledger ?? [entryOf()]).map(missed),
    });
  const seen = (...zones: readonly Parameters<typeof zoneOf>[0][]): Seen =>
    known(
      {
        network: "vpc-1",
        part: "registry",
        name,
        switch: null,
        forwarding: null,
        zones: zones.map((one) => zoneOf(one)),
      },
      at,
    );
  const of = (resolution: Seen, world: World = {}) => withSeen(gone(world), name, resolution);
  const wide = { id: "zone-7", name: "cn-hangzhou.cr.aliyuncs.com" };

  it.each([
    ["that answered its name, and is bound still", {}],
    ["that answered its name, bound to nothing", { bindings: [] }],
    ["that answered its name, without the record", { records: [] }],
    ["of another id that answers the gone link's address", { id: "zone-9" }],
    [
      "that is wider and answers the gone link's address",
      { ...wide, records: [recordOf({ host: "prod-registry-vpc" })] },
    ],
  ])("is told, and nothing is written: one %s", (_, zone) => {
    const { changes, finding } = planned(of(seen(zone)));
    expect(changes).toEqual([]);
    expect(finding).toMatchObject({ state: "drifted", code: "drifted/orphan-zone" });
    expect(finding?.sentence).toMatch(/^orphan zone: the link is gone and zone .*\((?:zone-1|zone-7|zone-9)\)/);
    expect(ledgerAfter(of(seen(zone)))?.names).toMatchObject([{ baseline: { zone: "zone-1" } }]);
  });

  it.each([
    ["nothing", []],
    ["another's zone that answers something else", [{ id: "zone-9", records: [recordOf({ value: "10.7.7.7" })] }]],
    ["another's zone that is not bound here", [{ id: "zone-9", bindings: [boundTo("vpc-2")] }]],
    ["the provider's own zone", [{ origin: "product" as const }]],
    ["the wide zone without the record", [{ ...wide, records: [] }]],
  ])("is forgotten when there is only %s", (_, zones) => {
    const estate = of(seen(...zones));
    expect(planned(estate)).toMatchObject({ changes: [], finding: { code: "leaving/gone" } });
    expect(ledgerAfter(estate)).toBeNull();
  });

  it("says who changed it last, where somebody told", () => {
    const edits = [{ zone: "zone-1", at: minutesAgo(5), by: "ram-user/carol", what: "add record" }];
    const { name: found } = planned(of(seen({}), { edits }));
    expect(found).toMatchObject({ changed: { by: "ram-user/carol", at: minutesAgo(5), what: "add record" } });
    expect(found?.sentence).toContain("changed by ram-user/carol");
  });

  it("that is Mooring's own is not an orphan: it leaves by itself", () => {
    const ownZone = { id: "zone-1", name, remark: "mooring" };
    const ledger = [entryOf({ names: [publishedOf({ ownZone })] })];
    expect(needs(gone({ ledger }), "full", "full").names.filter((need) => need.name !== name)).toEqual([]);
  });

  it("of a link that was never made is nobody's", () => {
    expect(needs(gone({ ledger: [intentOf(20)] }), "full", "full").names).toEqual([]);
    expect(needs(gone({ registries: [registryOf()], ledger: [] }), "full", "full").names).toEqual([]);
  });
});
