import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultTencentAccount } from "../../emulator/index.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import { instant } from "../../shared/model/known.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { changeId } from "../../shared/plan/change-id.ts";
import { readApprovals, writeApproval } from "../../shared/store/objects/approvals.ts";
import { createTencentStage, findingOf, type TencentStage, tencentConfiguration } from "./tencent-direct-stage.ts";

const hour = 3_600_000;
const link = "tcr:ManageInternalEndpoint";

const rules = `rules:
  - { name: no sandboxes, match: { tags: { env: sandbox } }, outcome: reject }
  - { name: core first, match: { tags: { tier: core } }, outcome: accept, priority: 10 }
  - { name: careful, match: { tags: { tier: edge } }, outcome: ask }
`;

function settingsOf(text: string): Settings {
  const parsed = parseConfiguration(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
}

describe("rules on Tencent Cloud", () => {
  let stage: TencentStage;
  const vpcs: Record<string, string> = {};
  const configuration = tencentConfiguration(["expect: {}"]);

  const linked = async () => new Set((await stage.links()).map(({ VpcId }) => VpcId));
  const made = () => stage.calls.get(link) ?? 0;

  beforeAll(async () => {
    stage = await createTencentStage({ configuration: `${configuration}${rules}`, settings: { tcrLinkReadyMs: 0 } });
    const tags: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      // The first rule that matches decides, whatever a later one would say.
      "sandbox of the core": { env: "sandbox", tier: "core" },
      core: { tier: "core" },
      edge: { tier: "edge" },
      "of no rule": { tier: "other" },
    };
    for (const [what, own] of Object.entries(tags)) {
      const vpc = await stage.createVpc({ "registry-link": "harbor", ...own });
      await stage.createSubnet(vpc);
      vpcs[what] = vpc;
    }
    const [forgotten] = [await stage.createVpc({ tier: "core" })];
    await stage.createSubnet(forgotten);
    vpcs["forgotten"] = forgotten;
    await stage.minutes(4);
  }, 60_000);
  afterAll(() => stage.stop());

  it("attach what they accept and nothing else, and each finding names its rule", async () => {
    const report = await stage.pass();
    expect(await linked()).toEqual(new Set([vpcs["core"]]));
    const told = (what: string) => findingOf(report, vpcs[what] ?? "");
    expect(told("core")).toMatchObject({ state: "moored", rule: "core first" });
    expect(told("sandbox of the core")).toMatchObject({ code: "blocked/rejected", rule: "no sandboxes" });
    expect(told("edge")).toMatchObject({ code: "held/approval", rule: "careful" });
    expect(told("of no rule")).toMatchObject({ code: "blocked/no-rule", rule: null });
    expect(told("forgotten")).toMatchObject({ code: "unmoored/untagged" });
    expect(report.compliance).toMatchObject([
      {
        registry: "harbor",
        account: defaultTencentAccount.id,
        expected: 5,
        moored: 1,
        exempt: 0,
        failing: 4,
        unknown: 0,
      },
    ]);
  });

  it("never let in what `accept` refuses", async () => {
    const closed = `${configuration.replace(defaultTencentAccount.id, "100000000099")}rules:
  - { name: everybody, match: {}, outcome: accept }
`;
    const before = made();
    const report = await stage.pass({ settings: settingsOf(closed) });
    expect(made()).toBe(before);
    expect(report.outcomes).toEqual([]);
    for (const what of ["core", "edge", "of no rule"])
      expect(findingOf(report, vpcs[what] ?? "")).toMatchObject({ code: "blocked/not-accepted" });
  });

  it("take nothing away: what a rule rejects now stays linked and answered", async () => {
    const core = vpcs["core"] ?? "";
    const before = await stage.ask(core);
    const rejecting = `${configuration}rules:\n  - { name: nobody, match: {}, outcome: reject }\n`;
    const report = await stage.pass({ settings: settingsOf(rejecting) });
    expect(findingOf(report, core)).toMatchObject({ code: "blocked/rejected", rule: "nobody" });
    expect(report.outcomes).toEqual([]);
    expect(await stage.ask(core)).toEqual(before);
  });

  it("count a network as exempt from its day on and until its day is over", async () => {
    const day = (hours: number) => instant(stage.world.clock.now() + hours * hour).slice(0, 10);
    const exempt = [vpcs["of no rule"], vpcs["edge"]].join(", ");
    const dated = (from: number, until: number) =>
      settingsOf(`${configuration}${rules}exemptions:
  - { match: { networks: [${exempt}] }, reason: goes away, owner: team-a, from: ${day(from)}, until: ${day(until)} }
`);
    const counted = async (settings: Settings) => (await stage.pass({ settings })).compliance;
    expect(await counted(dated(0, 48))).toMatchObject([{ expected: 5, moored: 1, exempt: 2, failing: 2 }]);
    expect(await counted(dated(48, 96))).toMatchObject([{ expected: 5, moored: 1, exempt: 0, failing: 4 }]);
    const over = await stage.pass({ settings: dated(-96, -48) });
    expect(over.compliance).toMatchObject([{ exempt: 0, failing: 4 }]);
    expect(over.notices.map(({ code }) => code)).toContain("leaving/exemption-expired");
    // An exemption changes what is counted, never what is let in.
    expect(await linked()).toEqual(new Set([vpcs["core"]]));
  });

  it("let a link that they ask about in once it is approved, for this deployment and this change alone", async () => {
    const edge = vpcs["edge"] ?? "";
    const [asking] = await stage.minutes(1);
    const held = asking?.held.find(({ change }) => change.network === edge);
    if (held?.change.kind !== "attach") throw new Error("nothing waits for an approval");
    expect(held.code).toBe("held/approval");
    const { change } = held;
    const word = {
      version: 1 as const,
      deployment: "mooring",
      id: changeId(change),
      change,
      by: "ann",
      reason: "talked to the team",
      at: instant(stage.world.clock.now()),
      until: instant(stage.world.clock.now() + 24 * hour),
    };
    const before = made();
    await writeApproval(stage.store, { ...word, deployment: "another" });
    const other = { ...change, network: vpcs["of no rule"] ?? "" };
    await writeApproval(stage.store, { ...word, change: other, id: changeId(other) });
    await stage.minutes(2);
    expect(made()).toBe(before);

    await writeApproval(stage.store, word);
    const reports: Report[] = [...(await stage.minutes(4))];
    const outcomes = reports.flatMap((report) => report.outcomes).filter((one) => one.change.kind === "attach");
    expect(outcomes).toMatchObject([{ result: "applied", change: { network: edge } }]);
    expect(outcomes[0]?.change.because).toContain("talked to the team");
    expect(findingOf(reports.at(-1), edge)).toMatchObject({ state: "moored", rule: "careful" });
    expect(await linked()).toEqual(new Set([vpcs["core"], edge]));
    // Used once: what is left is the word on a change that nobody plans.
    expect((await readApprovals(stage.store, "mooring")).map(({ id }) => id)).toEqual([changeId(other)]);
  });
});
