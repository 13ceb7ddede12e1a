import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readAlibabaPayload } from "../../shared/events/alibaba.ts";
import { readTencentPayload } from "../../shared/events/tencent.ts";
import type { Explanation } from "../../shared/model/explanation.ts";
import type { Trigger } from "../../shared/model/hint.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { type AlibabaDrift, alibabaRows, createAlibabaDrift } from "./drift-alibaba.ts";
import type { DomainStage, DriftRow } from "./drift-rows.ts";
import { createTencentDrift, type TencentDrift, ownZoneRows as tencentOwn, tencentRows } from "./drift-tencent.ts";
import { audited } from "./tencent-direct-stage.ts";

const images = "images.corp-mooring.com";

/** A break of one step, and what is said of it. */
interface Break<S> {
  readonly step: Explanation["steps"][number]["step"];
  readonly did: string;
  /** Answers the network that is harmed, where it is another one. */
  harm(stage: S): Promise<unknown>;
  mend?(stage: S, network: string): Promise<unknown>;
  /** The configuration meanwhile. */
  settings?(settings: Settings): Settings;
  /** What happens next. */
  readonly next: RegExp;
  /** Who did it, where somebody tells. */
  readonly by?: RegExp;
  /** Minutes in which it is put right, once it is mended or may be written. */
  readonly takes?: number;
}

const repaired = (what: string) => new RegExp(`^the next pass that may write does this: ${what}: .*`);
const left = (what: string) => new RegExp(`^no pass writes anything for it, every pass looks again; ${what}: .+`);

/** A row of the tables of drifts, as a break. */
function rowOf<S extends DomainStage>(
  rows: readonly DriftRow<S>[],
  step: Break<S>["step"],
  did: string,
  more: Pick<Break<S>, "next" | "by" | "takes">,
): Break<S> {
  const row = rows.find((one) => one.did === did);
  if (row === undefined) throw new Error(`the tables have no row in which somebody ${did}`);
  const { harm, mend } = row;
  return {
    step,
    did,
    harm,
    ...(mend === undefined ? {} : { mend: (stage, network) => mend(stage, network) }),
    ...more,
  };
}

/** Breaks that are the same on both clouds: of the tag, the consent, the subnet and the link. */
function common<S extends DomainStage>(alias: string): readonly Break<S>[] {
  return [
    {
      step: "tag",
      did: "misspelt the registry in the tag",
      harm: ({ tag, hurt }) => tag(hurt, `${alias}x`),
      mend: ({ tag, hurt }) => tag(hurt, alias),
      next: new RegExp(`did you mean "${alias}"\\?`),
    },
    {
      step: "consent",
      did: "took the account out of what the registry accepts",
      harm: async () => undefined,
      settings: (settings) => ({
        ...settings,
        registries: settings.registries.map((one) => ({ ...one, accept: { ...one.accept, accounts: ["9009"] } })),
      }),
      next: /does not accept account/,
    },
    {
      step: "subnet",
      did: "named a subnet that the network does not have",
      async harm(stage) {
        await stage.tag(stage.stranger, `${alias};subnet=${alias === "prod" ? "vsw" : "subnet"}-nowhere`);
        return stage.stranger;
      },
      // The link is none of the network's own wish, so it is never made.
      mend: ({ tag, stranger }) => tag(stranger, "off"),
      next: /-nowhere/,
    },
    {
      step: "link",
      did: "deleted the link",
      harm: ({ unlink, hurt }) => unlink(hurt),
      next: /^the next pass that may write does this: attach it \(registry\) through \S+, because the link that Mooring made at .* is gone; /,
      takes: 25,
    },
  ];
}

const anyUser = /^(?:RAM user|CAM user|account) \S+$/;

interface Opened<S> {
  readonly drift: S;
  /** The passes that events ask for, since the last time. */
  triggers(): readonly Trigger[];
  stop(): Promise<void>;
}

function told<S extends DomainStage & { readonly stage: { explain: TencentDrift["stage"]["explain"] } }>(
  open: () => Promise<Opened<S>>,
  breaks: readonly Break<S>[],
): void {
  let opened: Opened<S>;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.stop());

  it.sequential.each(breaks.map((one) => [one.did, one.step, one] as const))(
    "somebody %s: the %s",
    async (_, __, one) => {
      const { drift, triggers } = opened;
      await drift.rest?.();
      triggers();
      const settings = (one.settings ?? ((same: Settings) => same))(drift.allowing(null));
      const another = await one.harm(drift);
      const network = typeof another === "string" ? another : drift.hurt;
      try {
        // Nothing is repaired meanwhile.
        const quiet = { mode: "observe", settings } as const;
        for (const trigger of triggers()) await drift.pass({ ...quiet, trigger });
        const [first, , last] = await drift.minutes(3, quiet);
        const explanations = await drift.stage.explain(network, { settings });
        const shown = JSON.stringify(explanations, null, 1);
        expect(explanations.map(({ next }) => next).join("\n"), shown).toMatch(one.next);
        for (const { steps, since, changed } of explanations) {
          // The answer is wrong in the end, whatever it is that broke.
          const broken = steps.filter(({ state, step }) => state === "broken" && step !== "answer");
          expect(
            broken.map(({ step }) => step),
            shown,
          ).toEqual([one.step]);
          expect(Date.parse(since ?? ""), shown).toBeLessThanOrEqual(Date.parse(first?.finishedAt ?? ""));
          expect(Date.parse(since ?? ""), shown).toBeLessThan(Date.parse(last?.startedAt ?? "") - 100_000);
          if (one.by === undefined) expect(changed, shown).toBeNull();
          else expect(changed?.by, shown).toMatch(one.by);
        }
      } finally {
        await one.mend?.(drift, network);
      }
      await drift.minutes(one.takes ?? 3, { settings: drift.allowing(null) });
      if (network !== drift.hurt) return;
      const [after] = await drift.stage.explain(network, { settings: drift.allowing(null) });
      expect(after, JSON.stringify(after, null, 1)).toMatchObject({ since: null, changed: null });
      expect(new Set(after?.steps.map(({ state }) => state))).toEqual(new Set(["ok"]));
    },
  );
}

describe("mooring explain on Alibaba Cloud names the step that broke, since when, by whom and what is next, where", () => {
  const by = { by: anyUser };
  told<AlibabaDrift>(async () => {
    const drift = await createAlibabaDrift({}, [], {});
    const bus = drift.stage.emulator.platform.eventBridge;
    let read = bus.events().length;
    return {
      drift: { ...drift, rest: () => drift.wait(6 * 60_000) },
      triggers() {
        const events = bus.events().slice(read);
        read += events.length;
        return events.flatMap(({ event }) => {
          const trigger = readAlibabaPayload(JSON.stringify(event));
          return trigger.kind === "ignored" ? [] : [trigger];
        });
      },
      stop: () => drift.stage.stop(),
    };
  }, [
    ...common<AlibabaDrift>("prod"),
    rowOf(alibabaRows, "address", "made the link anew while the registry could not publish it", {
      next: /^held by held\/address-changed: /,
      by: anyUser,
      takes: 4,
    }),
    rowOf(alibabaRows, "zone", "turned the zone's pattern round", { next: repaired("fall-through changed"), ...by }),
    rowOf(alibabaRows, "binding", "unbound the zone", { next: repaired("zone unbound"), ...by }),
    rowOf(alibabaRows, "binding", "bound the zone to somebody else's network instead", {
      next: left("shared zone unbound"),
      ...by,
    }),
    rowOf(alibabaRows, "binding", "put a zone of the same name in the place of ours", {
      next: left("shadowed"),
      ...by,
    }),
    rowOf(alibabaRows, "record", "deleted the record", { next: repaired("record missing"), ...by }),
    rowOf(alibabaRows, "record", "changed the record's value", { next: repaired("wrong value"), ...by }),
    rowOf(alibabaRows, "record", "raised the record's TTL", { next: repaired("TTL changed"), ...by }),
    rowOf(alibabaRows, "zone", "disabled the record and closed PrivateZone", { next: left("private DNS closed") }),
    rowOf(alibabaRows, "resolver", "gave the network resolvers of its own", { next: left("custom resolvers") }),
  ]);
});

describe("mooring explain on Tencent Cloud names the step that broke, since when, by whom and what is next, where", () => {
  const by = { by: /^CAM user \S+$/ };
  told<TencentDrift>(async () => {
    const drift = await createTencentDrift({}, [images], { tencentAccounts: [audited] });
    const bus = drift.stage.emulator.tencent.eventBus;
    let read = bus.events().length;
    return {
      drift,
      triggers() {
        const events = bus.events().slice(read);
        read += events.length;
        return events.flatMap(({ event }) => {
          const trigger = readTencentPayload(JSON.parse(JSON.stringify(event)));
          return trigger.kind === "ignored" ? [] : [trigger];
        });
      },
      stop: () => drift.stage.stop(),
    };
  }, [
    ...common<TencentDrift>("harbor"),
    rowOf(tencentRows, "record", "turned the private resolution off", { next: repaired("switch off"), ...by }),
    rowOf(tencentRows, "address", "made the link anew, at another address", {
      next: /^held by held\/address-changed: /,
      ...by,
      takes: 8,
    }),
    rowOf(tencentRows, "binding", "bound a zone of the name itself", { next: left("shadowed"), ...by }),
    rowOf(tencentRows, "resolver", "gave the network resolvers of its own", { next: left("custom resolvers"), ...by }),
    rowOf(tencentOwn, "zone", "let the zone pass no names on", { next: repaired("fall-through changed"), ...by }),
    rowOf(tencentOwn, "binding", "unbound the zone", { next: repaired("zone unbound"), ...by }),
    rowOf(tencentOwn, "record", "changed the record's value", { next: repaired("wrong value"), ...by }),
    rowOf(tencentOwn, "zone", "deleted the zone", { next: repaired("own zone missing"), by: /\S/, takes: 4 }),
  ]);
});
