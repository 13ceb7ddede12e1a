import { afterEach, describe, expect, it } from "vitest";
import { adoptCommand } from "../../cli/commands/adopt.ts";
import { releaseCommand } from "../../cli/commands/release.ts";
import { passOptions } from "../../cli/options.ts";
import type { Terminal } from "../../cli/terminal.ts";
import type { WritingCloud } from "../../shared/clouds/port.ts";
import { pushConfiguration } from "../../shared/config/load.ts";
import type { Change } from "../../shared/model/change.ts";
import type { Report } from "../../shared/model/report.ts";
import { readEntries } from "../../shared/store/objects/ledger.ts";
import { clearPause, writePause } from "../../shared/store/objects/pause.ts";
import { clouds, codesOf, type LeavingStage, written } from "./leaving-stage.ts";
import { configurationText } from "./stage.ts";
import { tencentConfiguration } from "./tencent-direct-stage.ts";

const domain = "images.example.com";
/** The writes after which a link is half taken down, and those that are made until then. */
const middle = {
  alibaba: { after: "detach", made: ["detach applied"] },
  tencent: { after: "switch-off", made: ["delete-zone applied", "switch-off applied", "detach skipped"] },
} as const;

const configurations = {
  alibaba: configurationText({ parts: "[registry]", mode: "full", extra: `    customDomains: [${domain}]\n` }),
  tencent: tencentConfiguration([`customDomains: [${domain}]`], "full"),
} as const;

function screen(): { readonly terminal: Terminal; readonly said: () => string } {
  const printed: string[] = [];
  const say = (line: string) => void printed.push(line);
  const terminal: Terminal = { color: false, width: null, print: say, complain: say, json: () => undefined };
  return { terminal, said: () => printed.join("\n") };
}

describe.each(["alibaba", "tencent"] as const)("a link in the middle of its detach, on %s", (cloud) => {
  let stage: LeavingStage;
  let target = "";
  afterEach(() => stage.stop());

  async function moored(count: number, own?: string): Promise<readonly string[]> {
    stage = await clouds[cloud](own === undefined ? {} : { domain: own });
    const networks: string[] = [];
    for (let made = 0; made < count; made++) networks.push(await stage.network());
    await stage.moor(...networks);
    // A domain of its own comes after its link.
    if (own !== undefined) await stage.minutes(6);
    ({ target } = await stage.pass());
    return networks;
  }

  /** `mooring release` as somebody says it at a terminal of their own. */
  async function release(network: string, force = false): Promise<{ readonly code: number; readonly said: string }> {
    const { terminal, said } = screen();
    const drivers = { openStore: () => stage.store, openClouds: () => [] };
    const registry = stage.settings.registries[0]?.instance;
    const confirm = () => Promise.resolve(true);
    const wish = { network, registry, part: undefined, all: false, force, reason: undefined, yes: true, confirm };
    const code = await releaseCommand(drivers, terminal, passOptions({ endpoint: target }, {}), wish);
    return { code, said: said() };
  }

  /** `mooring adopt`, by whoever may look at the cloud. */
  async function adopt(network: string): Promise<{ readonly code: number; readonly said: string }> {
    const { terminal, said } = screen();
    await pushConfiguration(stage.store, configurations[cloud]);
    const looking: WritingCloud[] = [];
    await stage.pass({
      mode: "observe",
      around: (one) => {
        looking[0] = one;
        return one;
      },
    });
    const drivers = {
      openStore: () => stage.store,
      openClouds: () => looking.map((read) => ({ read, write: null })),
    };
    const [{ alias } = { alias: "" }] = stage.settings.registries;
    const confirm = () => Promise.resolve(true);
    const wish = { network, registry: alias, reason: undefined, publishedAddress: undefined, yes: true, confirm };
    const code = await adoptCommand(drivers, terminal, passOptions({ endpoint: target }, {}), wish);
    return { code, said: said() };
  }

  /** Does something between the first write that `when` says and whatever comes after it. */
  const once = (when: (change: Change) => boolean, work: () => Promise<unknown>) => {
    let done = false;
    return (one: WritingCloud): WritingCloud => ({
      ...one,
      async write(change, context) {
        const result = await one.write(change, context);
        if (!done && when(change)) {
          done = true;
          await work();
        }
        return result;
      },
    });
  };

  const entriesOf = async (network: string) =>
    (await readEntries(stage.store)).filter((one) => one.network === network);
  const outcomesOf = (reports: readonly Report[], network: string) =>
    reports.flatMap(({ outcomes }) => outcomes.filter(({ change }) => change.network === network));

  it("is released by force alone, and then nothing is written for it any more", async () => {
    const [first = ""] = await moored(1, domain);
    const [address = ""] = (await stage.ask(first, domain)).udp;
    expect(address).not.toBe("");
    await stage.tag(first, "off");
    const pause = { since: "2026-01-05T06:00:00.000Z", by: "somebody", reason: "wait" };
    const around = once(
      ({ kind }) => kind === middle[cloud].after,
      () => writePause(stage.store, null, pause),
    );
    expect(written(await stage.pass({ around }))).toEqual(middle[cloud].made);
    const before = await entriesOf(first);
    const refused = await release(first);
    expect(refused).toMatchObject({ code: 3, said: expect.stringContaining("kept: detach-under-way: ") });
    expect(await entriesOf(first)).toEqual(before);
    const forced = await release(first, true);
    expect(forced.code).toBe(2);
    expect(forced.said).toContain(cloud === "alibaba" ? `with ${domain}, which Mooring made` : ", off since ");
    await clearPause(stage.store, null);
    const reports = [...(await stage.minutes(8)), await stage.pass()];
    expect(outcomesOf(reports, first)).toEqual([]);
    expect(await entriesOf(first)).toEqual([]);
    // What was asked of the registry goes on; what was not is there still, and told as somebody else's.
    expect(await stage.linked()).toEqual(cloud === "alibaba" ? [] : [first]);
    expect((await stage.ask(first, domain)).udp).toEqual(cloud === "alibaba" ? [address] : []);
    if (cloud === "tencent") expect(codesOf(reports.at(-1), first)).toEqual(["foreign/link"]);
  });

  it("is adopted again with the zone that Mooring made for its domain, which then goes with it", async () => {
    const [first = ""] = await moored(1, domain);
    const zonesOf = async () =>
      (await entriesOf(first)).flatMap(({ names }) => names.flatMap(({ ownZone }) => ownZone ?? []));
    const [zone] = await zonesOf();
    expect((await release(first)).code).toBe(2);
    expect(written(await stage.pass())).toEqual([]);
    const taken = await adopt(first);
    expect(taken).toMatchObject({
      code: 2,
      said: expect.stringContaining(`becomes Mooring's again: zone ${zone?.name} (${zone?.id}) for ${domain}`),
    });
    expect(await zonesOf()).toEqual([zone]);
    expect(written(await stage.pass())).toEqual([]);
    expect(await adopt(first)).toMatchObject({ code: 0, said: expect.not.stringContaining("again") });
    // On Tencent Cloud nobody tells what its names are on with: they are turned off by hand first.
    if (cloud === "tencent") return;
    await stage.tag(first, "off");
    expect((await stage.minutes(8)).flatMap(written)).toEqual(["detach applied", "delete-zone applied"]);
    expect((await stage.ask(first, domain)).udp).toEqual([]);
  });

  it("is released between two writes of a pass, and that pass writes no more for it", async () => {
    const [first = "", second = ""] = await moored(2);
    await stage.tag(first, "off");
    await stage.tag(second, "off");
    const codes: number[] = [];
    const around = once(
      () => true,
      async () => {
        for (const network of [first, second]) codes.push((await release(network, true)).code);
      },
    );
    const report = await stage.pass({ around });
    expect(codes).toEqual([2, 2]);
    const [made, ...left] = report.outcomes;
    expect(made).toMatchObject({ result: "applied", change: { kind: middle[cloud].after } });
    expect(left.length).toBeGreaterThan(0);
    for (const outcome of left) expect(outcome).toMatchObject({ result: "skipped", code: "held/not-owned" });
    const reports = [...(await stage.minutes(5)), await stage.pass()];
    expect(reports.flatMap(written)).toEqual([]);
    expect(await readEntries(stage.store)).toEqual([]);
    expect((await stage.linked()).length).toBe(cloud === "alibaba" ? 1 : 2);
  });
});
