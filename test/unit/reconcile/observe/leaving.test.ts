import { describe, expect, test } from "vitest";
import type { Detachment, LedgerEntry } from "../../../../shared/model/ledger.ts";
import type { Report } from "../../../../shared/model/report.ts";
import { readDetachments, writeDetachment } from "../../../../shared/store/objects/detachments.ts";
import { readInventory } from "../../../../shared/store/objects/inventory.ts";
import { type LedgerCache, readEntry, writeEntry } from "../../../../shared/store/objects/ledger.ts";
import { writePause } from "../../../../shared/store/objects/pause.ts";
import {
  eventOf,
  frequent,
  full,
  type Harbour,
  harbour,
  longSeen,
  registryOf,
  scriptedStore,
  settingsOf,
  storeIsDown,
  verifiedEntry,
} from "../passes.ts";
import { network, refusal, region } from "../scripted-cloud.ts";

const hour = 3_600_000;
const settings = (limits: Parameters<typeof settingsOf>[1] = {}) => settingsOf([registryOf({ mode: "full" })], limits);
const off = { "registry-link": "off" };

/** So many networks with links of ours that were verified long ago. */
async function moored(count: number, limits: Parameters<typeof settingsOf>[1] = {}): Promise<Harbour> {
  const port = harbour(settings(limits));
  for (let index = 1; index <= count; index++) {
    const id = `vpc-${index}`;
    port.cloud.networks.push(network(id));
    const { address, subnet } = port.cloud.link(id, "registry");
    await writeEntry(port.memory, verifiedEntry(id, { subnet, address: address.known ? address.value : null }));
  }
  await longSeen(port);
  return port;
}

function tag(port: Harbour, id: string, tags: Readonly<Record<string, string>>): void {
  const index = port.cloud.networks.findIndex((one) => one.id === id);
  port.cloud.networks.splice(index, 1, network(id, tags));
}

const detaches = (port: Harbour) => port.cloud.calls.filter((call) => call.startsWith("write detach"));
const codesOf = (report: Report, id: string) =>
  report.findings.filter((finding) => finding.network === id).map(({ code }) => code);
const entryOf = ({ memory }: Harbour, id: string): Promise<LedgerEntry | null> =>
  readEntry(memory, "cri-prod", id, "registry");
/** How many times links left, as the announcements count. */
const times = async ({ memory }: Harbour) =>
  new Set((await readDetachments(memory, "cri-prod")).map(({ network: id, since }) => `${id} ${since}`)).size;
const announced = (id: string, at: string, differs: Partial<Detachment> = {}): Detachment => ({
  version: 1,
  deployment: "mooring",
  registry: "cri-prod",
  network: id,
  part: "registry",
  since: at,
  at,
  pass: "p-other",
  ...differs,
});

describe("a tag that says off", () => {
  test.each([full, frequent, eventOf("vpc-1")])(
    "releases its network in the next pass, of whatever kind: %j",
    async (trigger) => {
      const port = await moored(3);
      tag(port, "vpc-1", off);
      const report = await port.pass(trigger);
      expect(report.outcomes).toMatchObject([{ result: "applied", change: { kind: "detach", network: "vpc-1" } }]);
      expect(codesOf(report, "vpc-1")).toEqual(["leaving/gone"]);
      expect(await entryOf(port, "vpc-1")).toBeNull();
      expect(await readDetachments(port.memory, "cri-prod")).toMatchObject([{ network: "vpc-1" }]);
      expect(port.cloud.links.map(({ network: id }) => id)).toEqual(["vpc-2", "vpc-3"]);
      expect((await port.pass(full)).outcomes).toEqual([]);
    },
  );

  test("costs one reading by id, and nothing while no link leaves", async () => {
    const port = await moored(30);
    await port.pass(full);
    port.cloud.calls.length = 0;
    const reads: string[] = [];
    const store = scriptedStore(port.memory, (call) => void reads.push(call));
    await port.pass(frequent, { store });
    expect(port.cloud.count("networks")).toBe(1);
    expect(reads.filter((call) => /inventory|detachments/.test(call))).toEqual([]);
    tag(port, "vpc-7", off);
    port.cloud.calls.length = 0;
    await port.pass(frequent);
    expect(port.cloud.calls.filter((call) => call.startsWith("networks")).slice(0, 2)).toEqual([
      `networks ${region}`,
      `networks ${region} vpc-7`,
    ]);
  });

  test("takes a link away once, though it shows as before until it is gone", async () => {
    const port = await moored(3);
    port.cloud.slow = true;
    tag(port, "vpc-1", off);
    for (let minute = 0; minute < 5; minute++) {
      const report = await port.pass(frequent);
      expect(codesOf(report, "vpc-1")).toEqual(["leaving/detaching"]);
      port.clock.advance(60_000);
    }
    expect(detaches(port)).toHaveLength(1);
    port.cloud.settle();
    expect(codesOf(await port.pass(frequent), "vpc-1")).toEqual(["leaving/gone"]);
    expect(codesOf(await port.pass(frequent), "vpc-1")).toEqual([]);
  });

  test("is asked again when the vendor lost it", async () => {
    const port = await moored(3);
    tag(port, "vpc-1", off);
    const { write } = port.cloud.cloud;
    port.cloud.cloud.write = async (change) => {
      port.cloud.calls.push(`write ${change.kind} lost`);
      return { result: "written", requestId: "r-lost" };
    };
    await port.pass(frequent);
    port.clock.advance(5 * 60_000);
    await port.pass(frequent);
    expect(detaches(port)).toHaveLength(1);
    port.cloud.cloud.write = write;
    port.clock.advance(6 * 60_000);
    await port.pass(frequent);
    expect(detaches(port)).toHaveLength(2);
    expect(await times(port)).toBe(1);
    expect(port.cloud.links).toHaveLength(2);
  });

  test("that is refused is told, counted, and believed for an hour", async () => {
    const port = await moored(3);
    tag(port, "vpc-1", off);
    port.cloud.script = (call) => {
      if (call.startsWith("write")) throw refusal("denied", "Forbidden.RAM");
    };
    const report = await port.pass(full);
    expect(report.findings[0]).toMatchObject({ code: "leaving/off", state: "leaving" });
    expect(report.findings[0]?.sentence).toContain("Forbidden.RAM");
    expect((await entryOf(port, "vpc-1"))?.failures).toMatchObject([{ change: "detach prod/vpc-1/registry" }]);
    expect(codesOf(await port.pass(full), "vpc-1")).toEqual(["blocked/no-permission"]);
    expect(await readDetachments(port.memory, "cri-prod")).toHaveLength(1);
    port.clock.advance(61 * 60_000);
    port.cloud.script = () => undefined;
    expect((await port.pass(full)).outcomes).toMatchObject([{ result: "applied" }]);
    expect(await times(port)).toBe(1);
  });

  test("is no place taken when the target was not as planned any more", async () => {
    const port = await moored(3);
    tag(port, "vpc-1", off);
    port.cloud.script = (call) => {
      if (!call.startsWith("write")) return;
      const [link] = port.cloud.links;
      if (link !== undefined) port.cloud.links.splice(0, 1, { ...link, subnet: "vsw-other" });
    };
    expect((await port.pass(full)).outcomes).toMatchObject([{ result: "skipped", code: "skipped/moved" }]);
    expect(await readDetachments(port.memory, "cri-prod")).toEqual([]);
  });
});

describe("a detach is not made", () => {
  test.each([
    ["while Mooring is paused", "held/paused"],
    ["when the entry was released meanwhile", "held/not-owned"],
    ["when another pass saw that the wish is back", "skipped/moved"],
    ["when others took the day's places meanwhile", "held/detaches-per-day"],
    ["when another deployment came meanwhile", "held/other-deployment"],
    ["when writes failed side by side", "held/stopped-after-failures"],
    ["when another pass set out to ask for it", "pending/detach-in-flight"],
  ])("%s", async (_, code) => {
    const port = await moored(3);
    tag(port, "vpc-1", off);
    const now = new Date(port.clock.now()).toISOString();
    const failure = { kind: "conflict", call: "a:B", code: "C", message: "m" } as const;
    const failures = [{ at: now, change: "x", failure }];
    const meanwhile: Readonly<Record<string, () => Promise<void>>> = {
      "held/paused": () => writePause(port.memory, null, { since: now, by: "carol", reason: "a freeze" }),
      "held/not-owned": () => port.memory.remove("ledger/cri-prod/vpc-1/registry.json"),
      "skipped/moved": async () => {
        const entry = await entryOf(port, "vpc-1");
        if (entry !== null) await writeEntry(port.memory, { ...entry, leavingSince: null });
      },
      "held/detaches-per-day": async () => {
        for (const id of ["vpc-7", "vpc-8", "vpc-9"]) await writeDetachment(port.memory, announced(id, now));
      },
      "held/other-deployment": () => writeEntry(port.memory, verifiedEntry("vpc-9", { deployment: "other" })),
      "held/stopped-after-failures": async () => {
        for (const id of ["vpc-2", "vpc-8", "vpc-9"]) await writeEntry(port.memory, verifiedEntry(id, { failures }));
      },
      "pending/detach-in-flight": async () => {
        const since = (await entryOf(port, "vpc-1"))?.leavingSince ?? "";
        await writeDetachment(port.memory, announced("vpc-1", now, { since, askingSince: now }));
      },
    };
    let done = false;
    const store = scriptedStore(port.memory, async (call) => {
      // The look is over when the pause is read.
      if (done || !call.startsWith("read pause/")) return;
      done = true;
      await meanwhile[code]?.();
    });
    const report = await port.pass(full, { store });
    expect(report.outcomes).toMatchObject([{ result: "skipped", code }]);
    expect(detaches(port)).toEqual([]);
    expect((await readDetachments(port.memory, "cri-prod")).filter(({ pass }) => pass === report.pass)).toEqual([]);
  });

  test("in a store that does not keep the announcement", async () => {
    const port = await moored(3);
    tag(port, "vpc-1", off);
    const store = scriptedStore(port.memory, (call) => {
      if (call.startsWith("write detachments/")) throw storeIsDown("detachments/");
    });
    expect((await port.pass(full, { store })).outcomes).toMatchObject([{ result: "skipped", code: "held/store" }]);
    expect(detaches(port)).toEqual([]);
  });
});

describe("another pass that announced the same detach does not hold it", () => {
  const failure = { kind: "denied", call: "a:B", code: "C", message: "m" } as const;
  test.each([
    ["while it made only what comes before", {}],
    ["ten minutes after it set out", { askingSince: -10 }],
    ["once it was refused", { askingSince: -1, refused: 0 }],
    ["another time that the link left", { askingSince: 0, since: -60 }],
  ])("%s", async (_, { askingSince, refused, since }: { askingSince?: number; refused?: number; since?: number }) => {
    const port = await moored(3);
    tag(port, "vpc-1", off);
    const at = (minutes: number) => new Date(port.clock.now() + minutes * 60_000).toISOString();
    let done = false;
    const store = scriptedStore(port.memory, async (call) => {
      if (done || !call.startsWith("read pause/")) return;
      done = true;
      const entry = await entryOf(port, "vpc-1");
      if (entry === null) throw new Error("vpc-1 has no entry");
      if (refused !== undefined) {
        const failures = [{ at: at(refused), change: "detach prod/vpc-1/registry", failure }];
        await writeEntry(port.memory, { ...entry, failures });
      }
      const other = announced("vpc-1", at(-30), {
        since: since === undefined ? (entry.leavingSince ?? "") : at(since),
        ...(askingSince === undefined ? {} : { askingSince: at(askingSince) }),
      });
      await writeDetachment(port.memory, other);
    });
    expect((await port.pass(full, { store })).outcomes).toMatchObject([{ result: "applied" }]);
    expect(detaches(port)).toHaveLength(1);
  });
});

describe("a network that leaves is read by its id right before the write", () => {
  const refused = () => {
    throw refusal("unavailable", "ECONNRESET");
  };
  const changes: readonly (readonly [string, string, (port: Harbour) => void])[] = [
    ["its tag says hold by now", "held/hold", (port) => tag(port, "vpc-2", { "registry-link": "hold" })],
    ["it wishes again", "skipped/moved", (port) => tag(port, "vpc-2", { "registry-link": "prod" })],
    ["its tag says nothing clear", "skipped/moved", (port) => tag(port, "vpc-2", { "registry-link": "prdo" })],
    ["its tag is gone, and a grace begins", "skipped/moved", (port) => tag(port, "vpc-2", {})],
    ["it is not found any more", "skipped/moved", (port) => void port.cloud.networks.splice(1, 1)],
    ["it cannot be read", "skipped/moved", refused],
  ];

  test.each(changes)("and not detached when %s", async (_, code, change) => {
    const port = await moored(3);
    tag(port, "vpc-1", off);
    tag(port, "vpc-2", off);
    let meanwhile = false;
    port.cloud.script = (call) => {
      if (!meanwhile && call.startsWith("write detach vpc-1")) {
        meanwhile = true;
        if (change !== refused) change(port);
      } else if (meanwhile && change === refused && call === `networks ${region} vpc-2`) refused();
    };
    const report = await port.pass(full);
    expect(report.outcomes).toMatchObject([
      { result: "applied", change: { network: "vpc-1" } },
      { result: "skipped", code, change: { kind: "detach", network: "vpc-2" } },
    ]);
    expect(report.outcomes[1]?.sentence).toContain("vpc-2");
    expect(detaches(port)).toEqual(["write detach vpc-1 registry"]);
    expect(port.cloud.links.map(({ network: id }) => id)).toEqual(["vpc-2", "vpc-3"]);
    // Its place is given back.
    expect(await readDetachments(port.memory, "cri-prod")).toMatchObject([{ network: "vpc-1" }]);
  });

  test("nor when it was believed to be gone and is there", async () => {
    const port = await moored(3);
    port.cloud.networks.splice(0, 1);
    let asked = 0;
    port.cloud.script = (call) => {
      if (call !== `networks ${region} vpc-1`) return;
      asked += 1;
      if (asked === 2) port.cloud.networks.push(network("vpc-1"));
    };
    const codes: string[] = [];
    for (let day = 0; day < 5; day++) {
      asked = 0;
      const { outcomes } = await port.pass(full);
      codes.push(...outcomes.map((one) => (one.result === "skipped" ? one.code : one.result)));
      port.clock.advance(25 * hour);
    }
    expect(codes).toEqual(["skipped/moved"]);
    expect(detaches(port)).toEqual([]);
  });

  test("once, and then written", async () => {
    const port = await moored(3);
    tag(port, "vpc-1", off);
    port.cloud.calls.length = 0;
    await port.pass(full);
    const upTo = port.cloud.calls.slice(0, port.cloud.calls.indexOf("write detach vpc-1 registry"));
    expect(upTo.at(-1)).toBe(`networks ${region} vpc-1`);
    expect(upTo.filter((call) => call === `networks ${region} vpc-1`)).toHaveLength(2);
  });
});

describe("at most three links go in 24 hours", () => {
  /** Of how many networks a link was asked to go, in all and within any 24 hours, by the world's own times. */
  function counting(port: Harbour) {
    const times = new Map<string, number>();
    let most = 0;
    const { write } = port.cloud.cloud;
    port.cloud.cloud.write = async (change, context) => {
      if (change.kind === "detach") {
        times.set(change.network, port.clock.now());
        most = Math.max(most, [...times.values()].filter((time) => port.clock.now() - time < 24 * hour).length);
      }
      return write(change, context);
    };
    return { most: () => most, count: () => times.size };
  }

  test("with 500 networks released at once, as one sweep", async () => {
    const port = await moored(500);
    for (const { id } of [...port.cloud.networks]) tag(port, id, off);
    const seen = counting(port);
    const cache: LedgerCache = new Map();
    for (let day = 0; day < 3; day++) {
      for (const trigger of [full, frequent]) {
        const report = await port.pass(trigger, { ledgerCache: cache });
        expect(new Set(report.held.map(({ code }) => code))).toEqual(new Set(["held/detaches-per-day"]));
        port.clock.advance(hour);
      }
      expect(seen.count()).toBe(3 * (day + 1));
      port.clock.advance(22 * hour + 60_000);
    }
    expect(seen.most()).toBe(3);
    // Never more networks are read by their id than can go.
    const ids = port.cloud.calls.flatMap((call) => (call.startsWith("networks") ? [call.split(" ")[2] ?? ""] : []));
    expect(Math.max(...ids.map((list) => list.split(",").length))).toBeLessThanOrEqual(3);
  }, 60_000);

  test("with 500 networks released at once, as 500 events beside timers", async () => {
    const port = await moored(500);
    for (const { id } of [...port.cloud.networks]) tag(port, id, off);
    const seen = counting(port);
    const cache: LedgerCache = new Map();
    for (let first = 1; first <= 500; first += 20) {
      const events = Array.from({ length: 20 }, (_, index) => eventOf(`vpc-${first + index}`));
      await Promise.all([...events, frequent].map((trigger) => port.pass(trigger, { ledgerCache: cache })));
    }
    expect(seen.most()).toBeLessThanOrEqual(3);
    for (let pass = 0; pass < 3; pass++) await port.pass(frequent, { ledgerCache: cache });
    expect(seen.count()).toBe(3);
    expect(port.cloud.links).toHaveLength(497);
  }, 300_000);

  test.each([
    ["whether a link is gone at once", false],
    ["or shows as going", true],
  ])("of passes side by side one asks for each link, and only once, %s", async (_, slow) => {
    const port = await moored(8);
    for (const { id } of [...port.cloud.networks]) tag(port, id, off);
    port.cloud.slow = slow;
    const { write } = port.cloud.cloud;
    // The vendor takes its time, so that all have looked before the first link shows that it goes.
    port.cloud.cloud.write = async (change, context) => {
      for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
      return write(change, context);
    };
    const reports = await Promise.all([full, frequent, full, frequent].map((trigger) => port.pass(trigger)));
    expect(detaches(port)).toHaveLength(3);
    expect(new Set(detaches(port)).size).toBe(3);
    const codes = reports.flatMap(({ outcomes }) =>
      outcomes.map((one) => (one.result === "skipped" ? one.code : one.result)),
    );
    expect(codes).toContain("pending/detach-in-flight");
    expect(codes.filter((code) => code === "applied")).toHaveLength(3);
  });

  test("of two passes side by side neither goes beyond it", async () => {
    for (let tries = 0; tries < 5; tries++) {
      const port = await moored(8, { detachesPerDay: 2 });
      for (const { id } of [...port.cloud.networks]) tag(port, id, off);
      const seen = counting(port);
      await Promise.all([port.pass(full), port.pass(frequent), port.pass(full)]);
      expect(seen.count()).toBeLessThanOrEqual(2);
      await port.pass(full);
      expect(seen.count()).toBe(2);
    }
  });
});

describe("the inventory", () => {
  const kept = ({ memory }: Harbour) => readInventory(memory, "cri-prod");

  test("is written by full passes over everything, and by no other", async () => {
    const port = await moored(4);
    await port.memory.remove("inventory/cri-prod.json");
    const some = { kind: "command", command: "sweep", depth: "full", networks: ["vpc-1"] } as const;
    const shard = { kind: "shard", depth: "full", registry: "prod", region, index: 0, of: 2, pass: "p" } as const;
    for (const trigger of [frequent, eventOf("vpc-1"), some, shard]) {
      await port.pass(trigger);
      expect(await kept(port)).toBeNull();
    }
    const report = await port.pass(full);
    expect(await kept(port)).toMatchObject({ pass: report.pass, networks: { [region]: 4 }, links: { registry: 4 } });
  });

  test.each(["networks", "part", "ledger"])("is not written when one list failed: %s", async (list) => {
    const port = await moored(4);
    const before = await kept(port);
    port.cloud.script = (call) => {
      if (call.startsWith(list)) throw refusal("unavailable");
    };
    const store = scriptedStore(port.memory, (call) => {
      if (list === "ledger" && call.startsWith("list ledger/")) throw storeIsDown("ledger/");
    });
    await port.pass(full, { store }).catch(() => undefined);
    expect(await kept(port)).toEqual(before);
  });

  test("holds a release after a fall, until two full passes on different days saw the same", async () => {
    const port = await moored(9);
    await port.pass(full);
    for (const id of ["vpc-4", "vpc-5", "vpc-6", "vpc-7"]) {
      const index = port.cloud.networks.findIndex((one) => one.id === id);
      port.cloud.networks.splice(index, 1);
    }
    tag(port, "vpc-1", off);
    for (const [after, code] of [
      [0, "held/inventory-shrunk"],
      [24, "held/inventory-shrunk"],
    ] as const) {
      port.clock.advance(after * hour);
      const report = await port.pass(full);
      expect(codesOf(report, "vpc-1")).toEqual([code]);
    }
    expect((await kept(port))?.networks).toEqual({ [region]: 5 });
    expect(codesOf(await port.pass(frequent), "vpc-1")).toEqual(["leaving/gone"]);
  });

  test("does not hold what Mooring itself takes away, down to the last link", async () => {
    const port = await moored(3);
    for (const { id } of [...port.cloud.networks]) tag(port, id, off);
    await port.pass(full);
    expect(port.cloud.links).toEqual([]);
    port.clock.advance(1_000);
    expect(await entryOf(port, "vpc-3")).toBeNull();
    expect((await port.pass(full)).findings).toEqual([]);
    expect(await kept(port)).toMatchObject({ links: { registry: 0 } });
  });

  test("forgets announcements of detaches after a week", async () => {
    const port = await moored(1);
    await writeDetachment(port.memory, announced("vpc-8", new Date(port.clock.now()).toISOString()));
    port.clock.advance(6 * 24 * hour);
    await port.pass(full);
    expect(await readDetachments(port.memory, "cri-prod")).toHaveLength(1);
    port.clock.advance(2 * 24 * hour);
    await port.pass(full);
    expect(await readDetachments(port.memory, "cri-prod")).toEqual([]);
  });
});

test("a link without an entry stays, whatever its network's tag says", async () => {
  const port = await moored(3);
  port.cloud.networks.push(network("vpc-x", off), network("vpc-y", {}));
  port.cloud.link("vpc-x", "registry");
  port.cloud.link("vpc-y", "registry");
  for (let day = 0; day < 5; day++) {
    const report = await port.pass(full);
    expect(codesOf(report, "vpc-x")).toEqual(["foreign/link"]);
    expect(codesOf(report, "vpc-y")).toEqual(["foreign/link"]);
    port.clock.advance(24 * hour);
  }
  expect(detaches(port)).toEqual([]);
});
