import { describe, expect, it } from "vitest";
import { crSettings } from "../../emulator/alibaba/actions/cr/settings.ts";
import { pvtzSettings } from "../../emulator/alibaba/actions/pvtz/settings.ts";
import { vpcSettings } from "../../emulator/alibaba/actions/vpc/settings.ts";
import type { Setting, SettingValue } from "../../emulator/settings.ts";
import { privatednsSettings } from "../../emulator/tencent/actions/privatedns/settings.ts";
import { tcrSettings } from "../../emulator/tencent/actions/tcr/settings.ts";
import { driftKinds } from "../../shared/plan/name/drift-kinds.ts";
import { alibabaRows, ownZoneRows as alibabaZoneRows } from "./drift-alibaba.ts";
import { tencentRows, ownZoneRows as tencentZoneRows } from "./drift-tencent.ts";
import {
  alibabaOddWorlds,
  alibabaWorlds,
  tencentDomainWorlds,
  tencentOddDomainWorlds,
  tencentOddWorlds,
  tencentWorlds,
  zonesWhileClosed,
} from "./drift-worlds.ts";

it("every kind of the table is brought about on the clouds that have it, and none that the table does not know", () => {
  const key = ({ code, mechanism }: { readonly code: string; readonly mechanism: string }) => `${code} (${mechanism})`;
  const tried = [...alibabaRows, ...alibabaZoneRows, ...tencentRows, ...tencentZoneRows].map(key);
  const known = driftKinds.map(key);
  expect([...new Set(tried)].sort()).toEqual([...known].sort());
  // Zones that Mooring made, and whom a network asks, are of both clouds.
  const both = ["drifted/own-zone-missing (zone)", "drifted/forwarded (network)", "blocked/custom-resolvers (network)"];
  expect([...alibabaRows, ...alibabaZoneRows].map(key)).toEqual(expect.arrayContaining(both));
  expect([...tencentRows, ...tencentZoneRows].map(key)).toEqual(expect.arrayContaining(both));
});

/** Settings of zones, of how names resolve, and of the switches that publish them. */
const ofNames: readonly Setting[] = [
  ...Object.values(pvtzSettings),
  ...Object.values(privatednsSettings),
  ...Object.values(crSettings).filter(({ name }) => name.includes("DefaultAccess")),
  ...Object.values(vpcSettings).filter(({ name }) => name.startsWith("resolver")),
  ...Object.values(tcrSettings).filter(({ name }) => /^(dns|managed|tcrZone|privateDns|publicName)|Dns/.test(name)),
];

/** The defaults apart. */
const inWorlds = [
  ...[alibabaWorlds, alibabaOddWorlds, tencentWorlds, tencentOddWorlds, tencentDomainWorlds, tencentOddDomainWorlds]
    .flat()
    .map(({ values }) => values),
  zonesWhileClosed,
].flatMap((values) => Object.entries(values).map(([name, value]) => written(name, value)));

/** Values that no world has, and why none need have them. */
const reasons: Readonly<Record<string, string>> = {
  [written("dnsStatusBrokenZone", "ENABLED")]: "its rows set it: what is shown of a zone that is broken is the drift",
  [written("dnsStatusBrokenZone", "ERROR")]: "the same",
  [written("linkDeleteWithDnsOn", "stale-record")]: "the rows that delete a link set it: nothing is left behind else",
  [written("bindTaskOutcome", "failed")]: "no world could be made with it; drift-odd.test.ts sets it for a while",
  [written("sharedNetworkZoneAccount", "registry-owner")]:
    "no account shares a subnet here: test/emulator/zones.test.ts tries it",
};

function written(name: string, value: SettingValue): string {
  return `${name} = ${JSON.stringify(value)}`;
}

describe("every value of every setting of zones, resolution and switches", () => {
  const others = ofNames.flatMap(({ name, values }) => values.slice(1).map((value) => written(name, value)));

  it("is in a world in which drifts are played, or has a reason why not", () => {
    const known = new Set([...inWorlds, ...Object.keys(reasons)]);
    expect(others.filter((one) => !known.has(one))).toEqual([]);
  });

  it("is one that its setting has, in each world", () => {
    const every = new Set(ofNames.flatMap(({ name, values }) => values.map((value) => written(name, value))));
    const names = new Set(ofNames.map(({ name }) => `${name} =`));
    const ours = inWorlds.filter((one) => names.has(one.slice(0, one.indexOf("=") + 1)));
    expect(ours.filter((one) => !every.has(one))).toEqual([]);
  });

  it("has no reason left where a world has it", () => {
    expect(Object.keys(reasons).filter((one) => inWorlds.includes(one) || !others.includes(one))).toEqual([]);
  });
});
