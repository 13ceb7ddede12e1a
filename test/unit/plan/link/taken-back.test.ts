import { describe, expect, it } from "vitest";
import type { LedgerEntry } from "../../../../shared/model/ledger.ts";
import type { Zone } from "../../../../shared/model/zone.ts";
import { planAdoption } from "../../../../shared/plan/link/adoption.ts";
import { registryOf } from "../estate-of.ts";
import {
  type DomainWorld,
  domainEntry,
  domainEstate,
  domainName,
  domainRegistry,
  imagesZone,
  ownZone,
  remark,
} from "../name/own-zone-estate.ts";

const released = domainEntry();
const world = (zones: readonly Zone[], differs: Partial<DomainWorld> = {}): DomainWorld => ({
  registries: [domainRegistry()],
  zones,
  ledger: [],
  ...differs,
});

function adoption(from: DomainWorld, entries: readonly LedgerEntry[] = [released]) {
  const estate = domainEstate(from);
  const [registry] = estate.settings.registries;
  if (registry === undefined) throw new Error("there is one");
  const wish = { registry, network: "vpc-1", by: "ann", reason: null, publishedAddress: null, released: entries };
  const plan = planAdoption(estate, wish);
  if (!plan.adopts) throw new Error(plan.refusal.sentence);
  const owned = [...plan.entries, ...plan.already].flatMap(({ names }) => names.flatMap((one) => one.ownZone ?? []));
  return { zones: plan.zones, owned, entries: plan.entries };
}

describe("a link that is adopted after it was released", () => {
  it("has the zone again that Mooring made for it", () => {
    const { zones, owned, entries } = adoption(world([imagesZone()]));
    expect(owned).toEqual([ownZone()]);
    expect(zones).toEqual([{ part: "registry", name: "images.example.com", zone: ownZone(), stays: null }]);
    expect(entries[0]?.names).toMatchObject([{ kind: "custom", publishedAt: null, baseline: null }]);
  });

  it("knows the id of one that was announced and never answered, by exactly its name and remark", () => {
    const announced = domainEntry([domainName({ ownZone: ownZone({ id: null }) })]);
    expect(adoption(world([imagesZone()]), [announced]).owned).toEqual([ownZone()]);
    expect(adoption(world([imagesZone({ remark: `${remark}x` })]), [announced]).owned).toEqual([]);
  });

  it("has it again also where the link was adopted before without it, and not twice", () => {
    const before = adoption(world([imagesZone()]), []).entries;
    expect(before[0]?.names).toEqual([]);
    expect(adoption(world([imagesZone()], { ledger: before })).owned).toEqual([ownZone()]);
    expect(adoption(world([imagesZone()], { ledger: [released] }))).toMatchObject({ entries: [], zones: [] });
  });

  it.each<[string, DomainWorld, LedgerEntry, RegExp]>([
    ["that is gone", world([]), released, /not there any more/],
    ["made again by somebody", world([imagesZone({ id: "z-2" })]), released, /not there any more/],
    ["of the vendor's", world([imagesZone({ origin: "product" })]), released, /not there any more/],
    ["that somebody took over", world([imagesZone({ remark: "ours" })]), released, /the remark "ours" instead of/],
    ["without its remark", world([imagesZone({ remark: "" })]), released, /no remark instead of/],
    [
      "whose domain left the configuration",
      world([imagesZone()], { registries: [registryOf()] }),
      released,
      /could not be read, or the configuration does not want it/,
    ],
  ])("has no zone %s, and that is told", (_, from, entry, why) => {
    const { zones, owned } = adoption(from, [entry]);
    expect(owned).toEqual([]);
    expect(zones).toMatchObject([{ stays: expect.stringMatching(why) }]);
  });

  it("has nothing of what another deployment released", () => {
    expect(adoption(world([imagesZone()]), [{ ...released, deployment: "other" }])).toMatchObject({
      owned: [],
      zones: [],
    });
  });
});
