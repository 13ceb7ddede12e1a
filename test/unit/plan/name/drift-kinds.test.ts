import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Estate, Publishing, ResolutionView } from "../../../../shared/model/estate.ts";
import { explanationSteps } from "../../../../shared/model/explanation.ts";
import { known } from "../../../../shared/model/known.ts";
import type { Resolution } from "../../../../shared/model/name.ts";
import { optIns } from "../../../../shared/model/settings.ts";
import { explain } from "../../../../shared/plan/explain/explain.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import {
  type DriftKind,
  driftKindOf,
  driftKinds,
  type Mechanism,
  withKind,
} from "../../../../shared/plan/name/drift-kinds.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  at,
  boundTo,
  entryOf,
  estateOf,
  linkOf,
  minutesAgo,
  names,
  networkOf,
  publishedOf,
  recordOf,
  registryOf,
  type World,
  zoneOf,
} from "../estate-of.ts";
import { byDomain, domainEntry, domainEstate, domainZone, imagesZone } from "./own-zone-estate.ts";
import {
  publishedBySwitch,
  region,
  type SwitchWorld,
  switchEntry,
  switchEstate,
  switchKey,
  switchNetwork,
  vpcName,
} from "./switch-estate.ts";

const kinds: readonly DriftKind[] = driftKinds;
const plans = new URL("../../../../shared/plan/", import.meta.url);
const page = readFileSync(new URL("../../../../docs/drift.md", import.meta.url), "utf8");

function codesIn(files: readonly string[], states: string): ReadonlySet<string> {
  const code = new RegExp(`["\`]((?:${states})/[a-z][a-z-]*)["\`]`, "g");
  const texts = files.map((file) => readFileSync(new URL(file, plans), "utf8"));
  return new Set(texts.flatMap((text) => [...text.matchAll(code)].flatMap(([, found]) => found ?? [])));
}

describe("the table of drift kinds", () => {
  const inTable = new Set(kinds.map(({ code }) => code));
  const files = readdirSync(plans, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith("drift-kinds.ts"),
  );

  it("holds every drift that the plan can find", () => {
    const found = codesIn(files, "drifted");
    expect(found.size).toBeGreaterThan(15);
    expect([...found].filter((code) => !inTable.has(code))).toEqual([]);
  });

  it("holds every obstacle to a name that reading its zones and its switch finds", () => {
    const reading = files.filter((file) => /^name\/(?:drift|switch|forwarded)/.test(file));
    const found = codesIn(reading, "blocked");
    expect(found.size).toBeGreaterThan(0);
    expect([...found].filter((code) => !inTable.has(code))).toEqual([]);
  });

  it("holds nothing that the plan never finds", () => {
    const found = codesIn(files, "drifted|blocked|unknown");
    expect([...inTable].filter((code) => !found.has(code))).toEqual([]);
  });

  it("has one row a code and mechanism, and one name a code", () => {
    const rows = kinds.map(({ mechanism, code }) => `${mechanism} ${code}`);
    expect(new Set(rows).size).toBe(rows.length);
    for (const { code, kind } of kinds) expect([code, withKind(code, "x")]).toEqual([code, `${kind}: x`]);
    const words = kinds.map(({ code, kind }) => `${kind}=${code}`);
    expect(new Set(words).size).toBe(inTable.size);
    expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(inTable.size);
  });

  it("names the setting of every opt-in, and every setting that is one", () => {
    for (const { code, mark, optIn } of kinds) expect([code, optIn !== undefined]).toEqual([code, mark === "opt-in"]);
    const settings = new Set(kinds.flatMap(({ optIn }) => (optIn === undefined ? [] : [optIn])));
    expect([...settings].sort()).toEqual([...optIns, "createServiceLinkedRole"].sort());
  });

  it("names steps of the chain alone", () => {
    for (const { step } of kinds) expect(explanationSteps).toContain(step);
  });

  it("leaves every other code as it is", () => {
    expect(withKind("moored/resolving", "all is well")).toBe("all is well");
    expect(driftKindOf("held/contested")).toBeNull();
  });

  it("tells two mechanisms of one code apart", () => {
    expect(driftKindOf("drifted/record-disabled", "switch")?.mark).toBe("report");
    expect(driftKindOf("drifted/record-disabled")?.mark).toBe("repair");
    expect(driftKindOf("drifted/forwarded", "switch")?.mechanism).toBe("network");
  });
});

describe("docs/drift.md", () => {
  const row = ({ kind, code, mark, optIn, seen, done }: DriftKind) =>
    `| ${kind} | \`${code}\` | ${mark}${optIn === undefined ? "" : ` (\`${optIn}\`)`} | ${seen} | ${done} |`;
  const tableOf = (mechanism: Mechanism) => {
    const [, after = ""] = page.split(`<!-- ${mechanism} -->\n`);
    return after.slice(0, Math.max(0, after.indexOf("\n\n"))).trim();
  };

  it.each<Mechanism>(["zone", "switch", "network"])("shows the table's rows of %s, and no other", (mechanism) => {
    const rows = kinds.filter((kind) => kind.mechanism === mechanism).map(row);
    expect(tableOf(mechanism)).toBe(
      ["| kind | code | Mooring | what is seen | what is done |", "|---|---|---|---|---|", ...rows].join("\n"),
    );
  });
});

const elsewhere = "10.7.7.7";
const other = "zone-9";

/** The estate with something else seen of its names. */
function seeing(estate: Estate, differs: (resolution: Resolution) => Partial<Resolution>): Estate {
  const view = (one: ResolutionView): ResolutionView =>
    one.resolution.known
      ? { ...one, resolution: known({ ...one.resolution.value, ...differs(one.resolution.value) }, at) }
      : one;
  return {
    ...estate,
    registries: estate.registries.map((registry) => ({ ...registry, resolutions: registry.resolutions.map(view) })),
  };
}

/** A name of a link that is gone, as it is seen. */
function left(estate: Estate, name: string, differs: Partial<Resolution>): Estate {
  const resolution = { network: "vpc-1", part: "registry", name, switch: null, forwarding: null, zones: [] } as const;
  const view: ResolutionView = {
    network: "vpc-1",
    part: "registry",
    name,
    resolution: known({ ...resolution, ...differs }, at),
  };
  return { ...estate, registries: estate.registries.map((registry) => ({ ...registry, resolutions: [view] })) };
}

const zones = (...all: Parameters<typeof zoneOf>[0][]): Estate => estateOf({ zones: all.map((zone) => zoneOf(zone)) });
const records = (...all: Parameters<typeof recordOf>[0][]) => zones({ records: all.map((one) => recordOf(one)) });
const serviceIs = (service: Publishing["service"]) =>
  estateOf({
    zones: [zoneOf({ records: [] })],
    publishing: known({ service, vendorState: service, authorized: true }, at),
  });
const switches = (world: SwitchWorld) => switchEstate(world);
const is = (state: "on" | "off" | "error") => ({ switches: { [switchKey("vpc-1")]: state } });
const bySwitch = { name: vpcName.name, bindings: [boundTo("vpc-1", region)] };
const rule = { id: "rule-1", zone: "aliyuncs.com", servers: ["10.9.9.9"] };
const unauthorized = {
  publishing: known({ service: "open", vendorState: "OPENED", authorized: false } as const, at),
} satisfies World;
const shared: World = { zones: [zoneOf({ bindings: [boundTo("vpc-2")] })] };

interface Shown {
  readonly drifted: Estate;
  /** The same with the setting that allows its repair. */
  readonly allowed?: Estate;
}

/** Of a link that lists ten minutes apart missed, and that nobody wished for for the whole grace. */
const missed = { leavingSince: minutesAgo(72 * 60), missingSince: minutesAgo(10) };

/** One world a row, each with one thing wrong. */
const shown: Readonly<Record<string, Shown>> = {
  "zone drifted/record-missing": { drifted: zones({ records: [] }) },
  "zone drifted/record-disabled": { drifted: records({ enabled: false }) },
  "zone drifted/record-changed": { drifted: records({ value: elsewhere }) },
  "zone drifted/record-type": { drifted: records({ type: "CNAME", value: "elsewhere.example" }) },
  "zone drifted/extra-value": { drifted: records({}, { id: "2", value: elsewhere }) },
  "zone drifted/ttl": { drifted: records({ ttl: 3_600 }) },
  "zone drifted/fall-through": { drifted: zones({ fallsThrough: true }) },
  "zone drifted/stale-address": {
    drifted: estateOf({
      links: [linkOf({ address: known("10.0.0.20", at) })],
      ledger: [entryOf({ moved: { address: "10.0.0.20", at: "2026-01-05T06:29:00.000Z" } })],
    }),
  },
  "zone drifted/zone-unbound": { drifted: zones({ bindings: [] }) },
  "zone drifted/shared-zone-unbound": {
    drifted: estateOf(shared),
    allowed: estateOf({ ...shared, registries: [registryOf({ optIn: ["shared-zone"] })] }),
  },
  "zone drifted/shared-zone": {
    drifted: zones({ bindings: [boundTo("vpc-1"), boundTo("vpc-2")], records: [recordOf({ value: elsewhere })] }),
  },
  "zone drifted/zone-missing": {
    drifted: estateOf({ zones: [] }),
    allowed: estateOf({
      zones: [],
      registries: [registryOf({ optIn: ["recreate-zone"] })],
      zoneAccount: known({ count: 1, limit: 500, layout: "name", price: null }, at),
    }),
  },
  "zone drifted/own-zone-missing": { drifted: domainEstate() },
  "zone drifted/own-zone-taken": {
    drifted: domainEstate({ zones: [imagesZone({ remark: "team-x", records: [recordOf({ value: elsewhere })] })] }),
  },
  "zone drifted/shadowed": {
    drifted: zones(
      {},
      { id: other, name: `x.${names.registry}` },
      { id: "zone-0", records: [recordOf({ value: elsewhere })] },
    ),
  },
  "zone blocked/zone-conflict": {
    drifted: estateOf({
      ledger: [entryOf({ names: [publishedOf({ baseline: null })] })],
      links: [linkOf({ issue: { text: "CONFLICT", conflictingZone: other } })],
      zones: [zoneOf({ id: other, records: [recordOf({ value: elsewhere })] })],
    }),
  },
  "zone blocked/main-domain-bound": {
    drifted: domainEstate({
      ledger: [domainEntry([])],
      zoneAccount: byDomain,
      zones: [domainZone({ id: other, remark: "by hand", records: [], fallsThrough: false })],
    }),
  },
  "zone drifted/product-zone": { drifted: zones({ origin: "product", records: [recordOf({ value: elsewhere })] }) },
  "zone drifted/orphan-zone": {
    drifted: left(
      estateOf({ networks: [networkOf({ tags: {} })], links: [], ledger: [entryOf(missed)] }),
      names.registry,
      { zones: [zoneOf()] },
    ),
  },
  "zone blocked/no-zone-role": {
    drifted: estateOf({
      ...unauthorized,
      ledger: [entryOf({ names: [publishedOf({ baseline: null })] })],
      registries: [registryOf({ createServiceLinkedRole: false })],
      links: [linkOf({ issue: { text: "NO_ROLE", notAuthorized: true } })],
      zones: [],
    }),
    allowed: estateOf({
      ...unauthorized,
      ledger: [entryOf({ names: [publishedOf({ baseline: null })] })],
      links: [linkOf({ issue: { text: "NO_ROLE", notAuthorized: true } })],
      zones: [],
    }),
  },
  "zone blocked/dns-closed": { drifted: serviceIs("closed") },
  "zone blocked/dns-in-debt": { drifted: serviceIs("in-debt") },
  "switch drifted/switch-off": { drifted: switches(is("off")) },
  "switch drifted/stale-address": {
    drifted: switches({ ledger: [switchEntry({ names: [publishedBySwitch({ address: "10.0.0.8" })] })] }),
  },
  "switch drifted/switch-region": {
    drifted: seeing(switches({}), (one) => ({
      switch: one.switch === null ? null : { ...one.switch, elsewhere: "ap-beijing" },
    })),
  },
  "switch drifted/switch-orphan": {
    drifted: left(
      switches({ networks: [switchNetwork({ tags: {} })], links: [], ledger: [switchEntry(missed)] }),
      vpcName.name,
      {
        switch: { state: "on", vendorState: "ENABLED", elsewhere: null },
      },
    ),
  },
  "switch drifted/switch-error": { drifted: switches(is("error")) },
  "switch unknown/unpublished-address": { drifted: switches({ ledger: [switchEntry({ names: [] })] }) },
  "switch drifted/record-disabled": {
    drifted: switches({
      zones: [zoneOf({ ...bySwitch, fallsThrough: true, records: [recordOf({ enabled: false })] })],
    }),
  },
  "switch drifted/zone-unbound": { drifted: switches({ zones: [zoneOf({ ...bySwitch, bindings: [] })] }) },
  "switch drifted/shadowed": {
    drifted: switches({ zones: [zoneOf({ ...bySwitch, records: [recordOf({ value: elsewhere })] })] }),
  },
  "network drifted/forwarded": {
    drifted: seeing(
      estateOf({
        ledger: [entryOf({ names: [publishedOf({ baseline: null })] })],
        links: [linkOf({ providerResolved: true })],
        zones: [],
      }),
      () => ({ forwarding: rule }),
    ),
  },
  "network blocked/custom-resolvers": {
    drifted: estateOf({ networks: [networkOf({ resolvers: known({ provider: false, servers: ["10.1.0.2"] }, at) })] }),
  },
};

function outcome(estate: Estate) {
  const made = guard(plan(estate), estate, "full");
  const found = made.findings.flatMap(({ parts }) => parts).flatMap((part) => part.names);
  return { made, found };
}

describe.each(kinds.map((kind) => [`${kind.mechanism} ${kind.code}`, kind] as const))("%s", (key, row) => {
  const world = shown[key];
  if (world === undefined) throw new Error(`no world shows ${key}`);

  it(`is found, begins with its words, and is written only if it is a repair: ${row.mark}`, () => {
    const { made, found } = outcome(world.drifted);
    const name = found.find(({ code }) => code === row.code);
    expect(found.map(({ code }) => code)).toContain(row.code);
    expect(name?.sentence.startsWith(`${row.kind}: `), name?.sentence).toBe(true);
    expect(made.changes.length > 0, JSON.stringify(made.changes)).toBe(row.mark === "repair");
    expect(made.held).toEqual([]);
  });

  it("breaks the step of the chain that the table names, and what is next is said", () => {
    const { made } = outcome(world.drifted);
    const [found] = explain(world.drifted, made, "vpc-1");
    expect(found?.steps.find(({ step }) => step === row.step)?.state).toMatch(
      row.code.startsWith("unknown/") ? /unknown|broken/ : /broken/,
    );
    expect(found?.next).toContain(row.mark === "repair" ? "the next pass that may write does this" : row.kind);
  });

  it.runIf(row.mark === "opt-in")("is repaired where the setting allows it", () => {
    if (world.allowed === undefined) throw new Error(`no world allows the repair of ${key}`);
    const { made } = outcome(world.allowed);
    expect(made.changes.length).toBeGreaterThan(0);
    expect(made.held).toEqual([]);
  });
});

it("every world of a row belongs to a row", () => {
  expect(Object.keys(shown).sort()).toEqual(kinds.map(({ mechanism, code }) => `${mechanism} ${code}`).sort());
});
