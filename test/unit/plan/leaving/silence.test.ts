import { describe, expect, it } from "vitest";
import type { Estate, ResolutionView } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { PublishedName } from "../../../../shared/model/ledger.ts";
import type { NameSwitch, Resolution } from "../../../../shared/model/name.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { needs } from "../../../../shared/plan/needs.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { address, at, minutesAgo, rereadOf } from "../estate-of.ts";
import {
  defaultName,
  publishedBySwitch,
  region,
  type SwitchWorld,
  switchEntry,
  switchEstate,
  switchNetwork,
  vpcName,
} from "../name/switch-estate.ts";

const network = switchNetwork({ tags: { "registry-link": "off" } });

type Said = NameSwitch["state"] | "unread" | "unknown";

/** What was read of the registry's two names, in the network that leaves; `elsewhere` of the first. */
function leaving(
  said: { readonly vpc?: Said; readonly default?: Said; readonly elsewhere?: string },
  names: readonly PublishedName[] = [publishedBySwitch()],
  world: SwitchWorld = {},
): Estate {
  const ledger = [switchEntry({ leavingSince: minutesAgo(5), names })];
  const estate = switchEstate({ networks: [network], reread: rereadOf(network), ledger, ...world });
  const views = [
    { name: vpcName.name, state: said.vpc ?? "on", elsewhere: said.elsewhere ?? null },
    { name: defaultName.name, state: said.default ?? "off", elsewhere: null },
  ].flatMap(({ name, state, elsewhere }): ResolutionView[] => {
    const base = { network: "vpc-1", part: "registry" as const, name };
    if (state === "unread") return [];
    if (state === "unknown") return [{ ...base, resolution: unknown("Throttling") }];
    const value: Resolution = {
      ...base,
      switch: { state, vendorState: state.toUpperCase(), elsewhere },
      forwarding: null,
      zones: [],
    };
    return [{ ...base, resolution: known(value, at) }];
  });
  return { ...estate, registries: estate.registries.map((view) => ({ ...view, resolutions: views })) };
}

function outcome(estate: Estate) {
  const { changes, findings } = guard(plan(estate), estate, "full");
  return [findings[0]?.code, ...changes.map(({ kind }) => kind)];
}

const withdrawn = (minutes: number) => [publishedBySwitch({ withdrawnAt: minutesAgo(minutes) })];

describe("before a link goes that has its names published by switches", () => {
  it("every name of the registry is read, of whatever kind", () => {
    const { names } = needs(leaving({}), "full", "frequent");
    expect(names).toEqual([
      { registry: "team", network: "vpc-1", region, part: "registry", ...vpcName, address, leaving: true },
      { registry: "team", network: "vpc-1", region, part: "registry", ...defaultName, address, leaving: true },
    ]);
    expect(needs(leaving({}, undefined, { reread: [] }), "full", "frequent").names).toEqual([]);
  });

  it("what Mooring published is turned off, with the address it was published with", () => {
    const names = [publishedBySwitch({ address: "10.0.0.7", region: "ap-beijing" })];
    expect(plan(leaving({}, names)).changes).toMatchObject([
      { kind: "switch-off", name: vpcName.name, address: "10.0.0.7", switchRegion: "ap-beijing", first: false },
    ]);
    expect(plan(leaving({ vpc: "off", elsewhere: "ap-beijing" })).changes).toMatchObject([
      { kind: "switch-off", switchRegion: "ap-beijing", address },
    ]);
  });

  it("both names are", () => {
    const names = [publishedBySwitch(), publishedBySwitch({ ...defaultName })];
    expect(outcome(leaving({ default: "on" }, names))).toEqual(["leaving/off", "switch-off", "switch-off"]);
    expect(outcome(leaving({ vpc: "off", default: "on" }, names))).toEqual(["leaving/off", "switch-off"]);
  });

  it.each<[string, Estate, readonly string[]]>([
    ["off", leaving({ vpc: "off" }), ["leaving/off", "detach"]],
    ["off, and it turned it off", leaving({ vpc: "off" }, withdrawn(1)), ["leaving/off", "detach"]],
    ["off, and nobody published it", leaving({ vpc: "off" }, []), ["leaving/off", "detach"]],
    ["turned off just now, and on still", leaving({}, withdrawn(1)), ["leaving/off"]],
    ["on again after it was turned off", leaving({}, withdrawn(9)), ["unknown/unpublished-address"]],
    ["on by somebody's hand", leaving({}, []), ["unknown/unpublished-address"]],
    ["on beside it by somebody's hand", leaving({ vpc: "off", default: "on" }), ["unknown/unpublished-address"]],
    ["in error", leaving({ vpc: "error" }), ["drifted/switch-error"]],
    ["neither on nor off", leaving({ vpc: "unclear" }), ["unknown/switch"]],
    ["not read", leaving({ vpc: "unread" }), ["unknown/not-read"]],
    ["not answered for", leaving({ vpc: "unknown" }), ["unknown/resolution"]],
  ])("a name is waited for unless it is off: one that is %s", (_, estate, expected) => {
    expect(outcome(estate)).toEqual(expected);
  });

  it("nobody waits for what nobody can hear: where private DNS is closed, what is not known to be on is off", () => {
    const publishing = known({ service: "closed" as const, vendorState: "CLOSED", authorized: null }, at);
    for (const vpc of ["error", "unclear", "unknown"] as const)
      expect(outcome(leaving({ vpc }, undefined, { publishing }))).toEqual(["leaving/off", "detach"]);
    expect(outcome(leaving({ vpc: "on" }, undefined, { publishing }))).toEqual(["leaving/off", "switch-off"]);
    expect(outcome(leaving({ vpc: "unread" }, undefined, { publishing }))).toEqual(["unknown/not-read"]);
  });

  it("its names wait with it: no switch is turned off where the link may not go", () => {
    const held = (estate: Estate, mode: "repair" | "full" = "full") => {
      const guarded = guard(plan(estate), estate, mode);
      return [guarded.changes.length, ...guarded.held.map(({ change, code }) => `${change.kind} ${code}`)];
    };
    expect(held(leaving({}), "repair")).toEqual([0, "switch-off held/mode-repair"]);
    expect(held(leaving({}, undefined, { limits: { detachesPerDay: 0 } }))).toEqual([
      0,
      "switch-off held/detaches-per-day",
    ]);
    expect(held(leaving({}, undefined, { inventory: known([], at) }))).toEqual([
      0,
      "switch-off held/inventory-unknown",
    ]);
  });
});
