import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import { readDetachments } from "../../shared/store/objects/detachments.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import { clouds, gone, type LeavingStage } from "./leaving-stage.ts";

const domain = "images.example.com";
const minute = 60_000;
const aliases = { alibaba: "prod", tencent: "harbor" } as const;

/** The list of links without those of some networks, in the first readings of a pass or in all of them. */
const without =
  (networks: readonly string[], readings = Number.POSITIVE_INFINITY) =>
  (cloud: WritingCloud): WritingCloud => {
    let read = 0;
    return {
      ...cloud,
      async part(registry, part, context) {
        const seen = await cloud.part(registry, part, context);
        read += 1;
        return read > readings
          ? seen
          : { ...seen, links: seen.links.filter((link) => !networks.includes(link.network)) };
      },
    };
  };

describe.each(["alibaba", "tencent"] as const)("a list of links that leaves out one on %s", (name) => {
  let stage: LeavingStage;
  const networks: string[] = [];
  const [one, another, third] = [() => networks[0] ?? "", () => networks[1] ?? "", () => networks[2] ?? ""];

  const own = async (network: string) => (await readEntries(stage.store)).find((entry) => entry.network === network);
  const answers = async (network: string) => [await stage.ask(network), await stage.ask(network, domain)];

  beforeAll(async () => {
    const settings =
      name === "alibaba"
        ? { linkReadyMs: 0 }
        : { tcrLinkReadyMs: 0, linkQuotaRaised: 100, linkDeleteWithDnsOn: "stale-record" as const };
    stage = await clouds[name]({ domain, settings });
    for (let count = 0; count < 4; count++) networks.push(await stage.network());
    await stage.moor(...networks);
    await stage.minutes(5);
    // A full pass has counted the lists, so what two of them lost is within what lists lose in a day.
    await stage.pass();
  }, 60_000);
  afterAll(() => stage.stop());

  it.each(["off", null, "misspelt", "hold", aliases[name]])(
    "takes nothing of its network away, whose tag is %s",
    async (tag) => {
      await stage.tag(one(), tag);
      const before = [await answers(one()), (await own(one()))?.names];
      for (let pass = 0; pass < 3; pass++) {
        const report = await stage.pass({ mode: "repair", around: without([one()]) });
        expect(report.outcomes.filter(({ result }) => result !== "skipped")).toEqual([]);
        expect(report.findings.find(({ network }) => network === one())?.state).not.toBe("leaving");
        await stage.wait(3 * minute);
      }
      expect([await answers(one()), (await own(one()))?.names]).toEqual(before);
      await stage.tag(one(), aliases[name]);
      expect((await stage.pass()).findings.find(({ network }) => network === one())).toMatchObject({ state: "moored" });
      expect(await own(one())).not.toHaveProperty("missingSince");
      expect([...(await stage.linked())].sort()).toEqual([...networks].sort());
    },
  );

  it("twice ten minutes apart has the links read once more before anything is taken away", async () => {
    await stage.tag(one(), "off");
    const before = await answers(one());
    await stage.pass({ mode: "repair", around: without([one()]) });
    await stage.wait(11 * minute);
    const report = await stage.pass({ mode: "repair", around: without([one()], 1) });
    const told = report.outcomes.filter(({ change }) => change.network === one());
    expect(told.length).toBeGreaterThan(0);
    for (const outcome of told) expect(outcome).toMatchObject({ result: "skipped", code: "skipped/moved" });
    expect(await answers(one())).toEqual(before);
    await stage.tag(one(), aliases[name]);
    expect((await stage.pass()).findings.find(({ network }) => network === one())).toMatchObject({ state: "moored" });
  });

  it("once it is gone indeed, has what it left behind taken away in its place of the day", async () => {
    await stage.tag(another(), "off");
    await stage.unlinkByHand(another());
    expect((await stage.pass({ mode: "repair" })).outcomes).toEqual([]);
    await stage.wait(11 * minute);
    const limits = { ...stage.settings.limits, detachesPerDay: 0 };
    const full = await stage.pass({ mode: "repair", settings: { ...stage.settings, limits } });
    expect(full.held.filter(({ change }) => change.network === another())).not.toEqual([]);
    for (const { code } of full.held) expect(code).toBe("held/detaches-per-day");
    const report = await stage.pass({ mode: "repair" });
    expect(report.outcomes.map(({ change, result }) => [change.network, result])).toContainEqual([
      another(),
      "applied",
    ]);
    const announced = (await readDetachments(stage.store, (await own(third()))?.registry ?? "")).map(
      (each) => each.network,
    );
    expect(announced).toEqual([another()]);
    await stage.minutes(4, { mode: "repair" });
    expect(gone(await stage.ask(another(), domain))).toBe(true);
    expect((await own(another()))?.attachedAt ?? null).toBeNull();
  });

  it("never has a second link asked for where the network wishes for it", async () => {
    const report = await stage.pass({ around: without([third()]) });
    const asked = report.outcomes.filter(({ change }) => change.network === third());
    for (const outcome of asked) expect(outcome.result).not.toBe("applied");
    expect((await stage.linked()).filter((network) => network === third())).toHaveLength(1);
    await stage.wait(minute);
    expect((await stage.pass()).findings.find(({ network }) => network === third())).toMatchObject({ state: "moored" });
  });
});
