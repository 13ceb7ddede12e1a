import { describe, expect, it } from "vitest";
import { known, unknown } from "../../../../shared/model/known.ts";
import type { LedgerEntry } from "../../../../shared/model/ledger.ts";
import { confirmations, withConfirmed } from "../../../../shared/plan/link/confirm.ts";
import { isOwned } from "../../../../shared/plan/link/ownership.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  address,
  at,
  baselineOf,
  boundTo,
  changingLink,
  entryOf,
  estateOf,
  intentOf,
  linkOf,
  minutesAgo,
  names,
  networkOf,
  recordOf,
  type World,
  zoneOf,
} from "../estate-of.ts";
import { publishedBySwitch, region, switchEntry, switchEstate, vpcName } from "../name/switch-estate.ts";

/** In minutes. */
const day = 24 * 60;
const failure = { kind: "denied" as const, call: "cr:X", code: "Forbidden", message: "no" };
const failed = { at: minutesAgo(5), change: "attach", failure };
const other = "prod2-registry-vpc.cn-hangzhou.cr.aliyuncs.com";

/** What the one entry becomes; the entry itself when nothing is to be confirmed. */
function confirmed(entry: LedgerEntry, world: World = {}): LedgerEntry | null {
  const [found] = confirmations(estateOf({ ...world, ledger: [entry] }));
  return found === undefined ? entry : found.want;
}

it("what the ledger says already is not confirmed again", () => {
  expect(confirmations(estateOf())).toEqual([]);
});

describe("an intent without a link", () => {
  const none: World = { links: [] };

  it("is believed for ten minutes, and counts for a day after", () => {
    expect(confirmed(intentOf(9), none)).toEqual(intentOf(9));
    const asked = [{ at: minutesAgo(10), lost: false }];
    const kept = { ...intentOf(10), intentAt: null, intentBy: null, asked };
    expect(confirmed(intentOf(10), none)).toEqual(kept);
    expect(confirmed(kept, none)).toEqual(kept);
    expect(confirmed({ ...kept, asked: [{ at: minutesAgo(day), lost: false }] }, none)).toBeNull();
    expect(confirmed(intentOf(day), none)).toBeNull();
  });

  it("leaves its failures behind when it had any, for a day", () => {
    expect(confirmed(intentOf(10, { failures: [failed] }), none)).toMatchObject({
      intentAt: null,
      intentBy: null,
      failures: [failed],
    });
    const old = { ...failed, at: minutesAgo(day) };
    expect(confirmed(intentOf(10, { intentAt: null, failures: [old] }), none)).toBeNull();
  });

  it("is forgotten after a day without the names that a switch may still answer", () => {
    const published = { names: [publishedBySwitch()] };
    const kept = { ...intentOf(day, published), intentAt: null, intentBy: null };
    expect(confirmed(intentOf(day, published), none)).toEqual(kept);
    expect(confirmed(kept, none)).toEqual(kept);
    expect(confirmed(intentOf(day, { names: [publishedBySwitch({ publishedAt: null })] }), none)).toBeNull();
  });

  it("is kept while the links could not be read", () => {
    const estate = estateOf({ ...none, ledger: [intentOf(60)] });
    const registries = estate.registries.map((view) => ({
      ...view,
      parts: [{ part: "registry" as const, view: unknown("x") }],
    }));
    expect(confirmations({ ...estate, registries })).toEqual([]);
  });

  it("of a link that was there keeps its entry: the wish decides what follows", () => {
    expect(confirmed(entryOf(), none)).toEqual(entryOf({ missingSince: at }));
    const missed = entryOf({ missingSince: minutesAgo(60) });
    expect(confirmed(missed, none)).toEqual(missed);
    expect(confirmed(missed)).toEqual(entryOf());
  });

  it("of another deployment is not touched", () => {
    expect(confirmations(estateOf({ ...none, ledger: [intentOf(60, { deployment: "other" })] }))).toEqual([]);
  });
});

describe("an ask whose link is gone", () => {
  const left = entryOf({
    intentAt: minutesAgo(90),
    leavingSince: minutesAgo(60),
    missingSince: minutesAgo(10),
    names: [],
  });
  const off: World = { tag: "off", links: [] };

  it("counts for a day after the link has left, and the entry gives no rights meanwhile", () => {
    const { verifiedAt: _, missingSince: __, ...rest } = left;
    const earlier = [
      { at: minutesAgo(day), lost: true },
      { at: minutesAgo(200), lost: true },
    ];
    const want = confirmed({ ...left, detachingSince: minutesAgo(20), asked: earlier, failures: [failed] }, off);
    expect(want).toEqual({
      ...{ ...rest, address: null, attachedAt: null, intentAt: null, intentBy: null, leavingSince: null },
      verifiedAt: null,
      failures: [failed],
      asked: [
        { at: minutesAgo(200), lost: true },
        { at: minutesAgo(90), lost: false },
      ],
    });
    if (want === null) throw new Error("the entry was dropped");
    expect(isOwned(want)).toBe(false);
    expect(confirmed(want, off)).toEqual(want);
    expect(confirmed({ ...want, failures: [], asked: [{ at: minutesAgo(day), lost: true }] }, off)).toBeNull();
  });

  it("is forgotten with the link after a day", () => {
    expect(confirmed({ ...left, intentAt: minutesAgo(day) }, off)).toBeNull();
  });

  it("is told once more as the link it was, then never again", () => {
    const estate = estateOf({ ...off, ledger: [left] });
    const after = withConfirmed(estate, confirmations(estate));
    expect(plan(after).findings).toMatchObject([{ code: "leaving/gone" }]);
    const remembered = confirmations(estate).flatMap(({ want }) => (want === null ? [] : [want]));
    expect(plan(estateOf({ ...off, ledger: remembered })).findings).toEqual([]);
  });

  it("is not gone, and its link stays Mooring's, while only one list left it out", () => {
    const { missingSince: _, ...shown } = left;
    expect(confirmed(shown, off)).toEqual({ ...shown, missingSince: at });
    const doubted = { ...shown, missingSince: minutesAgo(9) };
    expect(confirmed(doubted, off)).toEqual(doubted);
    expect(confirmed(doubted, { tag: "off" })).toMatchObject({ attachedAt: shown.attachedAt });
    expect(confirmed(doubted, { tag: "off" })).not.toHaveProperty("missingSince");
  });

  it("is cleared though somebody else's link is there by now", () => {
    const remembered = intentOf(0, { intentAt: null, intentBy: null, asked: [{ at: minutesAgo(day), lost: true }] });
    expect(confirmed(remembered)).toBeNull();
  });

  it("is lost to nobody where Mooring had asked it to go, though it is wished for again", () => {
    const taken = entryOf({ intentAt: minutesAgo(90), leavingSince: minutesAgo(9), detachingSince: minutesAgo(8) });
    const { detachingSince: _, ...staying } = taken;
    const settled = { leavingSince: null, intentAt: null, intentBy: null };
    expect(confirmed(taken, { links: [] })).toEqual({
      ...{ ...staying, ...settled, missingSince: at },
      asked: [{ at: minutesAgo(90), lost: false }],
    });
    expect(confirmed(taken, { links: [changingLink()] })).toMatchObject({ asked: [{ lost: false }] });
    expect(confirmed(taken)).not.toHaveProperty("asked");
  });
});

describe("a link that came to be", () => {
  it("is attached from the first look, without an address while it has none", () => {
    expect(confirmed(intentOf(3), { links: [changingLink()] })).toMatchObject({
      attachedAt: at,
      address: null,
      verifiedAt: null,
    });
  });

  it("gets its address, names, baseline and proof when every name answers rightly", () => {
    const want = confirmed(intentOf(3), { zones: [zoneOf({ records: [recordOf({ ttl: 300 })] })] });
    expect(want).toMatchObject({
      attachedAt: at,
      address,
      verifiedAt: at,
      names: [
        {
          name: names.registry,
          kind: "vpc",
          region: "cn-hangzhou",
          address,
          baseline: { at, zone: "zone-1", ttl: 300 },
        },
      ],
    });
  });

  it.each([
    ["answers wrongly", { zones: [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })] }],
    ["is disabled", { zones: [zoneOf({ records: [recordOf({ enabled: false })] })] }],
    ["is not published", { zones: [] }],
    ["was not read", { unread: [names.registry] }],
  ] satisfies readonly (readonly [string, World])[])(
    "is not proven while its name %s, and has no baseline",
    (_, world) => {
      expect(confirmed(intentOf(3), world)).toMatchObject({ attachedAt: at, address, verifiedAt: null, names: [] });
    },
  );

  it("is not proven while one of several names answers wrongly", () => {
    expect(confirmed(intentOf(3), { names: [names.registry, other] })).toMatchObject({
      verifiedAt: null,
      names: [{ name: names.registry }],
    });
  });

  it("is proven by names read now together with those that were right before and did not change", () => {
    const published = [names.registry, other];
    const zones = [zoneOf(), zoneOf({ id: "zone-2", name: other })];
    const carried = {
      registry: "prod",
      network: "vpc-1",
      part: "registry" as const,
      name: other,
      address,
      at: minutesAgo(1),
    };
    const world = { names: published, zones, unread: [other] };
    expect(confirmed(intentOf(3), { ...world, carried: [carried] })).toMatchObject({ verifiedAt: at });
    expect(confirmed(intentOf(3), { ...world, carried: [{ ...carried, address: "10.0.0.8" }] })).toMatchObject({
      verifiedAt: null,
    });
  });

  it("is proven by the provider's own answer, without a baseline until a zone answers", () => {
    const provider = { links: [linkOf({ providerResolved: true })] };
    const want = confirmed(intentOf(3), { ...provider, zones: [] });
    expect(want).toMatchObject({ verifiedAt: at, names: [{ name: names.registry, baseline: null }] });
    if (want === null) throw new Error("the entry was dropped");
    expect(confirmed(want, provider)).toMatchObject({ names: [{ baseline: { zone: "zone-1" } }] });
  });

  it("through another subnet than was asked for, and never answered, is not taken for Mooring's", () => {
    const world = { links: [linkOf({ subnet: "vsw-2" })] };
    expect(confirmed(intentOf(9), world)).toEqual(intentOf(9));
    expect(confirmed(intentOf(10), world)).toMatchObject({
      intentAt: null,
      attachedAt: null,
      asked: [{ lost: false }],
    });
    expect(confirmed(intentOf(day), world)).toBeNull();
  });

  it("beside an entry that only remembers a refusal is somebody else's", () => {
    const refused = intentOf(9, { intentAt: null, intentBy: null, failures: [failed] });
    expect(confirmed(refused)).toEqual(refused);
  });
});

describe("an entry with its baseline", () => {
  it("keeps baseline and proof while the name drifts", () => {
    expect(confirmed(entryOf(), { zones: [zoneOf({ records: [] })] })).toEqual(entryOf());
    expect(confirmed(entryOf(), { names: [other] })).toMatchObject({
      names: entryOf().names,
      verifiedAt: entryOf().verifiedAt,
    });
  });

  it("keeps the first baseline though TTL and fall-through differ now", () => {
    expect(
      confirmed(entryOf(), { zones: [zoneOf({ fallsThrough: true, records: [recordOf({ ttl: 900 })] })] }),
    ).toEqual(entryOf());
  });

  it("takes a new one where its zone is gone and another answers rightly", () => {
    expect(confirmed(entryOf(), { zones: [zoneOf({ id: "zone-9" })] })).toMatchObject({
      names: [{ baseline: { at, zone: "zone-9" } }],
    });
    expect(confirmed(entryOf(), { zones: [zoneOf({ id: "zone-9", records: [] })] })).toEqual(entryOf());
  });

  it("keeps its baseline where its zone is gone and only a wildcard answers rightly", () => {
    const wide = zoneOf({ id: "zone-9", name: "cr.aliyuncs.com", records: [recordOf({ host: "*" })] });
    expect(confirmed(entryOf(), { zones: [wide] })).toEqual(entryOf());
  });

  it("keeps the ledger's address when the link's differs, and remembers since when it does", () => {
    const moved = { links: [linkOf({ address: known("10.0.0.20", at) })] };
    const seen = entryOf({ moved: { address: "10.0.0.20", at } });
    expect(confirmed(entryOf(), moved)).toEqual(seen);
    const published = [zoneOf({ records: [recordOf({ value: "10.0.0.20" })] })];
    expect(confirmed(entryOf(), { ...moved, zones: published })).toEqual(seen);
  });

  it("forgets repairs and failures of an earlier day", () => {
    const repair = { at: minutesAgo(1439), name: "n", kind: "bind-zone", before: "", after: "", repointed: false };
    const entry = entryOf({
      repairs: [repair, { ...repair, at: minutesAgo(1440) }],
      failures: [{ ...failed, at: minutesAgo(1440) }],
    });
    expect(confirmed(entry)).toMatchObject({ repairs: [repair], failures: [] });
  });

  it("is not confirmed for a network that was not seen, beyond its link", () => {
    expect(confirmed(intentOf(3), { networks: [] })).toMatchObject({ attachedAt: at, verifiedAt: null, names: [] });
  });
});

it("what is confirmed stands in the estate's ledger, and confirming again finds nothing", () => {
  const dead = intentOf(day, { network: "vpc-2" });
  const estate = estateOf({ ledger: [intentOf(3), dead], networks: [networkOf(), networkOf({ id: "vpc-2" })] });
  const after = withConfirmed(estate, confirmations(estate));
  expect(after.ledger).toMatchObject({
    value: [{ network: "vpc-1", verifiedAt: at, names: [{ baseline: { ...baselineOf(), at } }] }],
  });
  expect(confirmations(after)).toEqual([]);
});

it("what a switch was published with stays so while another zone answers the name: it answers that once the zone is gone", () => {
  const entry = switchEntry({ address: "10.0.0.8" });
  const zone = zoneOf({ name: vpcName.name, bindings: [boundTo("vpc-1", region)] });
  const [found] = confirmations(
    switchEstate({ ledger: [{ ...entry, moved: { address, at: minutesAgo(5) } }], names: [vpcName], zones: [zone] }),
  );
  expect(found?.want).toMatchObject({ address, moved: null, names: [{ address: "10.0.0.8", region }] });
});
