import { afterEach, describe, expect, it } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import type { Network } from "../../shared/model/network.ts";
import type { Report } from "../../shared/model/report.ts";
import { isOwned } from "../../shared/plan/link/ownership.ts";
import { readDetachments } from "../../shared/store/objects/detachments.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import type { BothAnswers } from "../emulator/dns-client.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { killer } from "./killer.ts";
import { clouds, codesOf, gone, hour, type LeavingOptions, type LeavingStage, written } from "./leaving-stage.ts";

/** The writes by which one link goes, in the order of each vendor. */
const release = { alibaba: ["detach"], tencent: ["switch-off", "detach"] } as const;
/** What the vendors do not document of a link that goes. */
const worlds: Readonly<Record<keyof typeof clouds, readonly NonNullable<LeavingOptions["settings"]>[]>> = {
  alibaba: [
    { deletingLink: "RUNNING", linkGoneMs: 180_000 },
    { linkGoneMs: 0 },
    { unlinkedZone: "left" },
    { zoneLayout: "parent-zone" },
  ],
  tencent: [
    { linkDeletingStatus: "Running", tcrLinkGoneMs: 180_000 },
    { tcrLinkGoneMs: 0 },
    { linkDeleteWithDnsOn: "cascade" },
    { linkDeleteWithDnsOn: "stale-record", managedZoneVisibility: "visible" },
  ],
};
const domain = "images.example.com";
const frequent = { kind: "timer", depth: "frequent" } as const;

/** What the ledger has of Mooring's: of what is gone it remembers for a day how often it was asked for. */
const owned = async (store: Store) => (await readEntries(store)).filter(isOwned);

describe.each(["alibaba", "tencent"] as const)("a network that does not wish any more, on %s", (cloud) => {
  let stage: LeavingStage;
  afterEach(() => stage.stop());

  async function moored(count: number, options?: LeavingOptions) {
    stage = await clouds[cloud](options);
    const networks: string[] = [];
    for (let made = 0; made < count; made++) networks.push(await stage.network());
    await stage.moor(...networks);
    await stage.pass();
    return networks;
  }

  const applied = release[cloud].map((kind) => `${kind} applied`);
  const sentenceOf = (report: Report | undefined, network: string) =>
    report?.findings.find((finding) => finding.network === network)?.sentence;
  const entryOf = async (network: string) =>
    (await owned(stage.store)).find((entry) => entry.network === network) ?? null;

  /** Frequent passes until the link is gone, and what each of them said of its network. */
  async function untilGone(network: string): Promise<readonly string[]> {
    const said: string[] = [];
    for (let minute = 0; minute < 8; minute++) {
      const [report] = await stage.minutes(1);
      said.push(...codesOf(report, network));
    }
    expect(await stage.linked()).not.toContain(network);
    return said;
  }

  it("is released by the next pass when its tag says off, in the vendor's order, and nothing else is touched", async () => {
    const [first = "", second = ""] = await moored(2);
    const foreign = await stage.network(null);
    await stage.linkByHand(foreign);
    const before = await stage.ask(second);
    await stage.tag(first, "off");
    await stage.tag(foreign, "off");
    const report = await stage.pass({ trigger: frequent });
    expect(written(report)).toEqual(applied);
    expect(codesOf(report, first)).toEqual(["leaving/detaching"]);
    expect(codesOf(report, foreign)).toEqual(["foreign/link"]);
    const said = await untilGone(first);
    expect(said.filter((code) => code === "leaving/gone")).toEqual(["leaving/gone"]);
    expect(said.at(-1)).toBe("leaving/gone");
    expect([...(await stage.linked())].sort()).toEqual([second, foreign].sort());
    expect(gone(await stage.ask(first))).toBe(true);
    expect(await stage.ask(second)).toEqual(before);
    expect(await entryOf(first)).toBeNull();
    expect(await stage.pass()).toMatchObject({ outcomes: [], held: [] });
    expect(await stage.deleteNetwork(first)).toBeNull();
  });

  it.each(worlds[cloud])("is released under %j", async (settings) => {
    const [first = ""] = await moored(1, { settings });
    await stage.tag(first, "off");
    const writes: string[] = [];
    for (let minute = 0; minute < 8; minute++) writes.push(...(await stage.minutes(1)).flatMap(written));
    expect(writes).toEqual(applied);
    expect(await stage.linked()).toEqual([]);
    if (settings.unlinkedZone !== "left") expect(gone(await stage.ask(first))).toBe(true);
    expect((await owned(stage.store)).length).toBe(settings.unlinkedZone === "left" ? 1 : 0);
  });

  it("is released with its domain, whose zone answers with a dead address no longer than the order needs", async () => {
    const [first = ""] = await moored(1, { domain });
    await stage.minutes(6);
    const address = (await entryOf(first))?.address ?? "";
    expect((await stage.ask(first, domain)).udp).toEqual([address]);
    await stage.tag(first, "off");
    const after: string[] = [];
    const around = (one: WritingCloud): WritingCloud => ({
      ...one,
      write: async (change, context) => {
        const result = await one.write(change, context);
        const heard = [...(await stage.ask(first)).udp, ...(await stage.ask(first, domain)).udp];
        for (const answer of heard) expect(answer).toBe(address);
        after.push(`${change.kind} ${heard.length}`);
        return result;
      },
    });
    for (let minute = 0; minute < 6; minute++) await stage.minutes(1, { around });
    expect(after).toEqual(
      cloud === "tencent" ? ["delete-zone 1", "switch-off 0", "detach 0"] : ["detach 2", "delete-zone 0"],
    );
    expect(await owned(stage.store)).toEqual([]);
  });

  it("is released after its grace when the tag is gone, and not a moment before", async () => {
    const [first = ""] = await moored(2);
    await stage.tag(first, null);
    const [noticed] = await stage.minutes(1);
    expect(codesOf(noticed, first)).toEqual(["leaving/tag-absent"]);
    expect(sentenceOf(noticed, first)).toMatch(/its link will be detached after 20\S+Z unless the wish comes back/);
    await stage.wait(71 * hour);
    expect(await stage.pass()).toMatchObject({ outcomes: [], held: [] });
    await stage.wait(hour);
    expect(written(await stage.pass({ trigger: frequent }))).toEqual(applied);
  });

  it("stays while its tag says hold, and its grace begins anew after it", async () => {
    const [first = ""] = await moored(2);
    await stage.tag(first, null);
    await stage.pass();
    await stage.wait(71 * hour);
    await stage.tag(first, "hold");
    expect(codesOf(await stage.pass(), first)).toEqual(["held/hold"]);
    expect(await entryOf(first)).toMatchObject({ leavingSince: null });
    await stage.wait(100 * hour);
    expect(await stage.pass()).toMatchObject({ outcomes: [] });
    await stage.tag(first, null);
    expect(codesOf(await stage.pass(), first)).toEqual(["leaving/tag-absent"]);
    await stage.wait(71 * hour);
    expect(await stage.pass()).toMatchObject({ outcomes: [] });
  });

  it("stays when the wish is back before its grace ends, and the next grace is a whole one", async () => {
    const [first = ""] = await moored(2);
    const before = await stage.ask(first);
    const alias = cloud === "alibaba" ? "prod" : "harbor";
    await stage.tag(first, null);
    await stage.pass();
    await stage.wait(71 * hour);
    await stage.tag(first, alias);
    expect(codesOf(await stage.pass(), first)).toEqual(["moored/attached"]);
    expect(await entryOf(first)).toMatchObject({ leavingSince: null });
    await stage.tag(first, null);
    await stage.pass();
    await stage.wait(71 * hour);
    expect(await stage.pass()).toMatchObject({ outcomes: [] });
    expect(await stage.ask(first)).toEqual(before);
  });

  it("is moored again when the wish is back in the middle", async () => {
    const [first = ""] = await moored(2);
    const alias = cloud === "alibaba" ? "prod" : "harbor";
    await stage.tag(first, "off");
    expect(written(await stage.pass())).toEqual(applied);
    await stage.tag(first, alias);
    await stage.moor(first);
    const entry = await entryOf(first);
    expect(entry).toMatchObject({ leavingSince: null });
    expect(await stage.ask(first)).toEqual({ udp: [entry?.address], tcp: [entry?.address] });
    expect(await stage.pass()).toMatchObject({ outcomes: [], held: [] });
  });

  it.each(["hold", "a wish"])(
    "stays as it is when its tag says %s before its first write in the same pass",
    async (back) => {
      const [first = "", second = ""] = await moored(2, { domain });
      await stage.tag(first, "off");
      await stage.tag(second, "off");
      const answered = new Map<string, BothAnswers>();
      for (const network of [first, second]) answered.set(network, await stage.ask(network));
      let kept: string | null = null;
      const around = (inner: WritingCloud): WritingCloud => ({
        ...inner,
        async write(change, context) {
          const result = await inner.write(change, context);
          if (kept === null) {
            kept = change.network === first ? second : first;
            await stage.tag(kept, back === "hold" ? back : cloud === "alibaba" ? "prod" : "harbor");
            await stage.wait(60_000);
          }
          return result;
        },
      });
      const report = await stage.pass({ around });
      const ofKept = report.outcomes.filter(({ change }) => change.network === kept);
      expect(ofKept.length).toBeGreaterThan(0);
      const code = back === "hold" ? "held/hold" : "skipped/moved";
      for (const outcome of ofKept) expect(outcome).toMatchObject({ result: "skipped", code });
      await stage.minutes(6);
      expect(await stage.linked()).toEqual([kept]);
      expect(await stage.ask(kept ?? "")).toEqual(answered.get(kept ?? ""));
      expect((await stage.pass()).outcomes).toEqual([]);
    },
  );

  it("is released once, whenever a pass is killed before or after any write", async () => {
    for (const when of ["before", "after"] as const) {
      for (let allowed = 0; ; allowed++) {
        const store = createMemoryStore();
        const [first = ""] = await moored(1, { store });
        await stage.tag(first, "off");
        const kill = killer(allowed, when);
        const died = await stage.pass({ store: kill.store(store), around: kill.cloud }).then(
          () => false,
          () => true,
        );
        for (let minute = 0; minute < 12 && (await entryOf(first)) !== null; minute++) await stage.minutes(1);
        expect(await stage.linked()).toEqual([]);
        expect(gone(await stage.ask(first))).toBe(true);
        expect(await owned(store)).toEqual([]);
        const announced = await readDetachments(store, stage.settings.registries[0]?.instance ?? "");
        expect(new Set(announced.map(({ since }) => since)).size).toBe(1);
        expect(await stage.pass()).toMatchObject({ outcomes: [] });
        if (!kill.struck()) {
          expect(died).toBe(false);
          expect(allowed).toBeGreaterThan(4);
          break;
        }
        await stage.stop();
      }
    }
  }, 240_000);

  describe("or that no listing shows", () => {
    /** Networks that the cloud does not show, in its lists alone or asked for by id as well. */
    const hiding =
      (hidden: readonly string[], byId: boolean) =>
      (one: WritingCloud): WritingCloud => ({
        ...one,
        async networks(scope, context) {
          const all: readonly Network[] = await one.networks(scope, context);
          return scope.ids !== null && !byId ? all : all.filter(({ id }) => !hidden.includes(id));
        },
      });

    it("is released after its grace, once two full passes missed it and its id is not found", async () => {
      const [first = ""] = await moored(3);
      const around = hiding([first], true);
      const [noticed] = await stage.minutes(1, { around });
      expect(codesOf(noticed, first)).toEqual(["leaving/network-gone"]);
      await stage.wait(73 * hour);
      expect(codesOf(await stage.pass({ around }), first)).toEqual(["held/absence"]);
      expect((await stage.minutes(1, { around }))[0]?.outcomes).toEqual([]);
      await stage.wait(24 * hour);
      await stage.pass({ around });
      const reports = await stage.minutes(5, { around });
      expect(reports.flatMap(written)).toEqual(applied);
      expect(await stage.linked()).not.toContain(first);
      expect(await entryOf(first)).toBeNull();
    });

    it("and that shows up again without a tag is released after a whole grace of its own", async () => {
      const [first = ""] = await moored(3);
      const around = hiding([first], true);
      await stage.minutes(1, { around });
      await stage.tag(first, null);
      await stage.wait(71 * hour);
      await stage.pass({ around });
      await stage.wait(2 * hour);
      const [back] = await stage.minutes(1);
      expect(codesOf(back, first)).toEqual(["leaving/tag-absent"]);
      await stage.wait(71 * hour);
      expect(await stage.pass()).toMatchObject({ outcomes: [] });
      expect(await stage.linked()).toContain(first);
      await stage.wait(hour);
      expect((await stage.minutes(5)).flatMap(written)).toEqual(applied);
    });

    it("stays while it is found by its id", async () => {
      const [first = ""] = await moored(3);
      const around = hiding([first], false);
      for (let day = 0; day < 6; day++) {
        await stage.wait(24 * hour);
        expect(await stage.pass({ around })).toMatchObject({ outcomes: [] });
        expect((await stage.minutes(1, { around }))[0]?.outcomes).toEqual([]);
      }
      expect(await stage.linked()).toContain(first);
    });
  });

  it("blocks its owner's deletion until the tag that the report names releases it", async () => {
    const [first = "", second = ""] = await moored(2);
    expect(await stage.deleteNetwork(first)).toMatch(/Dependency|InUse/);
    const told = await stage.pass({ trigger: stage.refused(first) });
    const words = /was refused to delete .*: tag the network registry-link=off, and the next pass releases it$/;
    expect(codesOf(told, first)).toEqual(["moored/attached"]);
    expect(sentenceOf(told, first)).toMatch(words);
    const [later] = await stage.minutes(1);
    expect(sentenceOf(later, first)).toMatch(words);
    expect(sentenceOf(later, second)).not.toMatch(/refused/);
    await stage.tag(first, "off");
    await untilGone(first);
    expect(await stage.deleteNetwork(first)).toBeNull();
  });
});
