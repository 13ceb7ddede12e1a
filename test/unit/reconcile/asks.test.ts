import { expect, test } from "vitest";
import { instant } from "../../../shared/model/known.ts";
import { isOwned } from "../../../shared/plan/link/ownership.ts";
import { readEntry, readLedger, writeEntry, writeIntent } from "../../../shared/store/objects/ledger.ts";
import { full, harbour, longSeen, verifiedEntry } from "./passes.ts";
import { account, network, refusal, region } from "./scripted-cloud.ts";

const minute = 60_000;
const link = { registry: "cri-prod", network: "vpc-1", part: "registry" } as const;
const remembering = { intentAt: null, intentBy: null, attachedAt: null, verifiedAt: null };

test("an announcement whose pass died is remembered for a day as an ask, without any right, and then forgotten", async () => {
  const port = harbour();
  port.cloud.networks.push(network("vpc-1", { "registry-link": "off" }));
  await longSeen(port);
  const at = instant(port.clock.now());
  const place = { cloud: "alibaba", account, region, subnet: "vsw-vpc-1" } as const;
  await writeIntent(port.memory, { version: 1, deployment: "mooring", ...place, ...link, at, pass: "p-0" });
  port.clock.advance(11 * minute);
  for (let pass = 0; pass < 2; pass++) {
    await port.pass(full);
    const { entries, intents } = await readLedger(port.memory);
    expect(entries).toMatchObject([{ ...remembering, asked: [{ at, lost: false }] }]);
    expect(entries.some(isOwned)).toBe(false);
    expect(intents).toEqual([]);
  }
  port.clock.advance(24 * 60 * minute);
  await port.pass(full);
  expect(await readLedger(port.memory)).toEqual({ entries: [], intents: [] });
});

test("a link that became contested since the pass looked is not asked for", async () => {
  const port = harbour();
  port.cloud.networks.push(network("vpc-1"));
  const ago = (minutes: number) => instant(port.clock.now() - minutes * minute);
  port.cloud.script = async (call) => {
    if (call !== "subnets vpc-1") return;
    const asked = [90, 60, 30].map((minutes) => ({ at: ago(minutes), lost: true }));
    await writeEntry(port.memory, verifiedEntry("vpc-1", { ...remembering, asked }));
  };
  const report = await port.pass(full);
  expect(port.cloud.count("write")).toBe(0);
  expect(report.outcomes).toMatchObject([{ result: "skipped", code: "held/contested-link" }]);
});

test("a refusal is not added to what another deployment remembers of the link", async () => {
  const port = harbour();
  port.cloud.networks.push(network("vpc-1"));
  const asked = [{ at: instant(port.clock.now() - 30 * minute), lost: true }];
  await writeEntry(port.memory, verifiedEntry("vpc-1", { ...remembering, deployment: "other", asked }));
  port.cloud.script = (call) => {
    if (call.startsWith("write")) throw refusal("denied");
  };
  await port.pass(full);
  const kept = await readEntry(port.memory, "cri-prod", "vpc-1", "registry");
  expect(kept).toMatchObject({ deployment: "mooring", intentAt: null, failures: [{ failure: { kind: "denied" } }] });
  expect(kept).not.toHaveProperty("asked");
});
