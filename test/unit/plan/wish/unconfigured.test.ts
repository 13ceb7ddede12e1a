import { describe, expect, it } from "vitest";
import { unknown } from "../../../../shared/model/known.ts";
import { noticesOf } from "../../../../shared/plan/notices.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { entryOf, estateOf, intentOf, publishedOf, registryOf } from "../estate-of.ts";
import { domainEntry, domainName, images, ownZone } from "../name/own-zone-estate.ts";

const code = "leaving/registry-not-configured";
const old = { registry: "cri-old" };
const told = (...ledger: ReturnType<typeof entryOf>[]) =>
  noticesOf(estateOf({ ledger: [entryOf(), ...ledger] })).filter((notice) => notice.code === code);

describe("what was made for a registry that left the configuration", () => {
  it("is one notice, with its networks, its zones and what to do, and nothing is written", () => {
    const forgotten = '"mooring release --all --registry cri-old --deployment mooring"';
    const ledger = [domainEntry(undefined, old), entryOf({ ...old, network: "vpc-2" })];
    const [notice, ...more] = told(...ledger);
    expect(more).toEqual([]);
    for (const word of ["no registry cri-old", "vpc-1, vpc-2", `${images.name} (own-1) for vpc-1`, forgotten])
      expect(notice?.sentence).toContain(word);
    expect(plan(estateOf({ ledger: [entryOf(), ...ledger] })).changes).toEqual([]);
  });

  it("is told of each registry, and of a part that was taken out", () => {
    const all = told(entryOf({ ...old }), entryOf({ registry: "cri-older" }), entryOf({ part: "chart" }));
    expect(all.map(({ sentence }) => /no [^,]*? any more/.exec(sentence)?.[0])).toEqual([
      'no chart part of registry "prod" (cri-prod) any more',
      "no registry cri-old any more",
      "no registry cri-older any more",
    ]);
  });

  it("names the command that forgets just this: of one network by its id, of a part by its name", () => {
    const [part, registry] = told(entryOf(old), entryOf({ part: "chart" })).map(({ sentence }) => sentence);
    expect(registry).toContain('"mooring release vpc-1 --registry cri-old --deployment mooring"');
    expect(part).toContain('"mooring release vpc-1 --registry prod --part chart --deployment mooring"');
  });

  it("names ten networks and counts the rest", () => {
    const many = Array.from({ length: 12 }, (_, index) => entryOf({ ...old, network: `vpc-${index + 10}` }));
    expect(told(...many)[0]?.sentence).toContain("vpc-18, vpc-19 and 2 more;");
  });

  it("holds zones whose creation was never answered, and intents", () => {
    const made = domainName({ ownZone: ownZone({ id: null }) });
    expect(told(domainEntry([made], old))[0]?.sentence).toContain("its id not known yet");
    expect(told(intentOf(2, old))).toHaveLength(1);
    const refused = { ...old, intentAt: null, attachedAt: null };
    expect(told(entryOf({ ...refused, names: [publishedOf({ ownZone: ownZone() })] }))).toHaveLength(1);
    expect(told(entryOf({ ...refused, names: [] }))).toEqual([]);
  });

  it("is nothing while another alias has its instance, nor where it is another deployment's, nor unread", () => {
    const renamed = estateOf({ registries: [registryOf({ alias: "renamed" })] });
    expect(noticesOf(renamed)).toEqual([]);
    expect(told(entryOf({ ...old, deployment: "other" }))).toEqual([]);
    expect(noticesOf({ ...renamed, ledger: unknown("down") }).map((notice) => notice.code)).toEqual(["unknown/ledger"]);
  });
});
