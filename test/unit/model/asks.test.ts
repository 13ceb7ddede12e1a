import { describe, expect, it } from "vitest";
import { asksOf } from "../../../shared/model/asks.ts";
import { isSpent, withIntents } from "../../../shared/model/intents.ts";
import type { Intent, LedgerEntry } from "../../../shared/model/ledger.ts";
import { at, entryOf, intentOf, minutesAgo } from "../plan/estate-of.ts";

const intentAt = (when: string): Intent => {
  const { version, deployment, cloud, account, region, registry, network, part, subnet } = entryOf();
  return { version, deployment, cloud, account, region, registry, network, part, subnet, at: when, pass: "p-2" };
};

/** The entry once its link is asked for anew, now. */
const askedAnew = (entry: LedgerEntry): LedgerEntry | undefined => withIntents([entry], [intentAt(at)])[0];

describe("asking for a link anew", () => {
  const entry = entryOf({ intentAt: minutesAgo(90) });

  it("adds the ask before to those that are remembered for a day", () => {
    const asked = [
      { at: minutesAgo(24 * 60), lost: true },
      { at: minutesAgo(300), lost: false },
    ];
    expect(askedAnew({ ...entry, asked })).toMatchObject({
      intentAt: at,
      attachedAt: null,
      address: null,
      asked: [
        { at: minutesAgo(300), lost: false },
        { at: minutesAgo(90), lost: true },
      ],
    });
    expect(askedAnew(entryOf({ intentAt: minutesAgo(24 * 60) }))).not.toHaveProperty("asked");
  });

  it.each<[string, LedgerEntry]>([
    ["never seen ready", intentOf(90)],
    ["leaving", { ...entry, leavingSince: minutesAgo(60) }],
    ["asked to go", { ...entry, detachingSince: minutesAgo(60) }],
  ])("counts a link that was %s as lost to nobody", (_, before) => {
    expect(askedAnew(before)?.asked).toEqual([{ at: minutesAgo(90), lost: false }]);
  });

  it("counts no adoption", () => {
    const adopted = { at: minutesAgo(60), by: "ops", reason: null };
    expect(askedAnew(entryOf({ intentAt: null, adopted, attachedAt: minutesAgo(60) }))).not.toHaveProperty("asked");
  });

  it("remembers nothing of another deployment", () => {
    const other = intentOf(0, { deployment: "other", intentAt: null, asked: [{ at: minutesAgo(60), lost: true }] });
    expect(askedAnew(other)).toMatchObject({ deployment: "mooring", intentAt: at });
    expect(askedAnew(other)).not.toHaveProperty("asked");
  });
});

it("an announcement that is an earlier ask by now announces nothing", () => {
  const remembered = intentOf(0, { intentAt: null, intentBy: null, asked: [{ at: minutesAgo(30), lost: false }] });
  expect(isSpent(intentAt(minutesAgo(30)), [remembered])).toBe(true);
  expect(withIntents([remembered], [intentAt(minutesAgo(30))])).toEqual([remembered]);
  expect(asksOf(remembered, at)).toHaveLength(1);
});
