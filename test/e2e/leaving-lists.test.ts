import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CloudError, type WritingCloud } from "../../shared/clouds/port.ts";
import type { Trigger } from "../../shared/model/hint.ts";
import type { Report } from "../../shared/model/report.ts";
import { type Store, StoreError } from "../../shared/store/port.ts";
import { createMemoryStore } from "../unit/store/memory-store.ts";
import { copied, copyOf } from "./kept-store.ts";
import { clouds, hour, type LeavingStage, written } from "./leaving-stage.ts";

const takingAway = new Set(["detach", "switch-off", "delete-zone", "delete-record"]);
const refusal = () =>
  new CloudError({ kind: "unavailable", call: "a:List", code: "InternalError", message: "a page was not answered" });
const half = <T>(all: readonly T[]): readonly T[] => all.slice(0, Math.floor(all.length / 2));

/** What becomes of one list: every call of it, in each pass. */
type Break = (cloud: WritingCloud) => WritingCloud;
type Wrong = <T>(all: readonly T[]) => readonly T[];
const ways: readonly (readonly [string, Wrong])[] = [
  ["cut off", half],
  ["empty", () => []],
  [
    "failing",
    () => {
      throw refusal();
    },
  ],
];

const lists: Readonly<Record<string, (wrong: Wrong) => Break>> = {
  "the list of networks": (wrong) => (cloud) => ({
    ...cloud,
    networks: async (scope, context) => {
      const all = await cloud.networks(scope, context);
      return scope.ids === null ? wrong(all) : all;
    },
  }),
  "networks read by id": (wrong) => (cloud) => ({
    ...cloud,
    networks: async (scope, context) => {
      const all = await cloud.networks(scope, context);
      return scope.ids === null ? all : wrong(all);
    },
  }),
  "every reading of networks": (wrong) => (cloud) => ({
    ...cloud,
    networks: async (scope, context) => wrong(await cloud.networks(scope, context)),
  }),
  "the list of links": (wrong) => (cloud) => ({
    ...cloud,
    part: async (registry, part, context) => {
      const view = await cloud.part(registry, part, context);
      return { ...view, links: wrong(view.links) };
    },
  }),
};

describe.each(["alibaba", "tencent"] as const)(
  "while two of six networks may be detached on %s, nothing goes",
  (name) => {
    let stage: LeavingStage;
    let kept: ReadonlyMap<string, string>;
    let networks: readonly string[];

    beforeAll(async () => {
      stage = await clouds[name]({ domain: "images.example.com" });
      const made: string[] = [];
      for (let count = 0; count < 6; count++) made.push(await stage.network());
      networks = made;
      await stage.moor(...made);
      const [off = "", untagged = ""] = made;
      await stage.tag(untagged, null);
      await stage.pass();
      await stage.wait(73 * hour);
      // As a pass would count them before it takes anything away.
      await stage.pass({ mode: "repair" });
      await stage.tag(off, "off");
      kept = await copyOf(stage.store);
    }, 120_000);
    afterAll(() => stage.stop());

    async function passes(around: Break, change: (store: Store) => Store = (one) => one): Promise<readonly string[]> {
      const memory = createMemoryStore();
      for (const [key, text] of kept) await memory.write(key, text);
      const store = change(memory);
      const triggers: readonly Trigger[] = [
        { kind: "timer", depth: "frequent" },
        stage.refused(networks[0] ?? ""),
        { kind: "command", command: "sweep", depth: "full", networks: [networks[0] ?? "", networks[1] ?? ""] },
        { kind: "timer", depth: "full" },
        { kind: "timer", depth: "frequent" },
      ];
      const kinds: string[] = [];
      for (const trigger of triggers) {
        const report: Report | null = await stage.pass({ trigger, store, around }).catch(() => null);
        for (const { change: made } of report?.outcomes ?? []) if (takingAway.has(made.kind)) kinds.push(made.kind);
      }
      return kinds;
    }

    describe.each(Object.entries(lists))("with %s", (_, broken) => {
      it.each(ways)("%s", async (_way, wrong) => {
        expect(await passes(broken(wrong))).toEqual([]);
        expect(await stage.linked()).toHaveLength(6);
      });
    });

    it("with every list empty at once", async () => {
      const all = (cloud: WritingCloud) => Object.values(lists).reduce((one, broken) => broken(() => [])(one), cloud);
      expect(await passes(all)).toEqual([]);
    });

    it.each(["ledger/", "inventory/", "detachments/"])("with %s of the store not answering", async (prefix) => {
      const down = (key: string) => {
        if (key.startsWith(prefix)) throw new StoreError("the store does not answer", key);
      };
      const failing = (store: Store): Store => ({
        ...store,
        async read(key) {
          down(key);
          return store.read(key);
        },
        async list(key) {
          down(key);
          return store.list(key);
        },
      });
      expect(await passes((cloud) => cloud, failing)).toEqual([]);
    });

    it.each(["ledger/", "inventory/"])("with %s of the store empty", async (prefix) => {
      const emptied = (store: Store): Store => ({
        ...store,
        read: async (key) => (key.startsWith(prefix) ? null : store.read(key)),
        list: async (key) => (key.startsWith(prefix) ? [] : store.list(key)),
      });
      // A full pass that finds no inventory counts anew, so it is only the passes before it that know of none.
      const first = createMemoryStore();
      for (const [key, text] of kept) await first.write(key, text);
      const store = emptied(first);
      for (const depth of ["frequent", "full"] as const) {
        const report = await stage.pass({ trigger: { kind: "timer", depth }, store });
        expect(written(report).filter((one) => takingAway.has(one.split(" ")[0] ?? ""))).toEqual([]);
      }
    });

    const calls = {
      alibaba: ["DescribeVpcs", "GetInstanceVpcEndpoint"],
      tencent: ["DescribeVpcs", "DescribeInternalEndpoints"],
    } as const;

    it.each(calls[name])("while %s is refused by the vendor", async (action) => {
      stage.faults.add({ action, times: 400, fault: "internal" });
      expect(await passes((cloud) => cloud)).toEqual([]);
      stage.faults.clear();
    });

    it.runIf(name === "alibaba")("while only the second page of the networks is refused", async () => {
      for (let count = 0; count < 50; count++) await stage.network(null);
      let asked = 0;
      stage.watch((action) => {
        if (action !== "DescribeVpcs") return () => undefined;
        asked += 1;
        if (asked % 2 === 0) stage.faults.add({ action, times: 8, fault: "internal" });
        return () => undefined;
      });
      const report = await stage.pass({ store: await copied(kept) });
      expect(report.outcomes).toEqual([]);
      expect(report.notices.map(({ code }) => code)).toContain("unknown/networks");
      stage.faults.clear();
      stage.watch(() => () => undefined);
    });

    it("and with whole lists both go, and nothing else", async () => {
      const reports = [await stage.pass(), ...(await stage.minutes(6))];
      expect(reports.flatMap((report) => report.outcomes).map(({ change }) => change.network)).toEqual(
        expect.arrayContaining(networks.slice(0, 2)),
      );
      expect([...(await stage.linked())].sort()).toEqual(networks.slice(2).sort());
    });
  },
);
