import { type Change, changeKey } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { type CallFailure, elapsed, type FailureKind, type Instant } from "../../model/known.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { deploymentLedger } from "../link/ownership.ts";
import { byText } from "../order.ts";
import { onceWithout } from "./overrides.ts";
import { refusalWords } from "./refusal.ts";

const hour = 3_600_000;

/** Failures that say nothing of the network that was written for: too many calls, or credentials that ran out. */
const ofNoNetwork: ReadonlySet<FailureKind> = new Set(["throttled", "expired"]);

/** One write that failed within the hour. */
export interface FailedWrite {
  readonly network: string;
  /** The change's key. */
  readonly change: string;
  readonly at: Instant;
  readonly failure: CallFailure;
}

type Stop = { readonly code: string; readonly sentence: string } | null;

/** The writes of a registry that failed within the last hour, the last one last. */
export function failedWrites(estate: Estate, registry: RegistrySettings): readonly FailedWrite[] {
  return deploymentLedger(estate, registry)
    .flatMap(({ network, failures }) => failures.map((failure): FailedWrite => ({ network, ...failure })))
    .filter(({ at }) => elapsed(at, estate.at) < hour)
    .sort((a, b) => byText(a.at, b.at) || byText(a.change, b.change));
}

/** A write that failed in this very pass. */
export function failedNow(change: Change, failure: CallFailure, at: Instant): FailedWrite {
  return { network: change.network, change: changeKey(change), at, failure };
}

/**
 * Whether so many writes failed within the hour that nothing more is written to the registry: then the registry is
 * broken, or Mooring is. A network counts once, however many of its writes failed, so that what is wrong with one of them
 * does not keep the others waiting.
 */
export function stopOfRegistry(failed: readonly FailedWrite[], { alias }: RegistrySettings, limit: number): Stop {
  const ofNone = failed.filter(({ failure }) => ofNoNetwork.has(failure.kind));
  const networks = new Set(
    failed.filter(({ failure }) => !ofNoNetwork.has(failure.kind)).map(({ network }) => network),
  );
  if (ofNone.length + networks.size < limit) return null;
  return {
    code: "held/stopped-after-failures",
    sentence: `${failed.length} writes to registry "${alias}" failed within the last hour, and not of one network alone (limit ${limit}, each network counted once), so nothing more is written to it until fewer fail within an hour${lastOf(failed)}; ${onceWithout("failed-writes-per-hour")}`,
  };
}

/** The registry's stop, or that of one network of it: so many of its own writes failed that a further one would fail, too. */
export function stopOfNetwork(
  failed: readonly FailedWrite[],
  registry: RegistrySettings,
  limit: number,
  network: string,
): Stop {
  const own = failed.filter((one) => one.network === network);
  const stop = stopOfRegistry(failed, registry, limit);
  if (stop !== null || own.length < limit) return stop;
  return {
    code: "held/stopped-after-failures",
    sentence: `${own.length} writes for network ${network} at registry "${registry.alias}" failed within the last hour (limit ${limit}), so nothing more is written for this network until fewer fail within an hour; other networks go on${lastOf(own)}; ${onceWithout("failed-writes-per-hour")}`,
  };
}

function lastOf(failed: readonly FailedWrite[]): string {
  const last = failed.at(-1);
  return last === undefined ? "" : `; the last one: ${refusalWords(last.failure)}`;
}

/** The networks of a registry whose turn comes last: a write for them failed within the hour, and may fail again. */
export function failingNetworks(estate: Estate, registry: RegistrySettings): ReadonlySet<string> {
  return new Set(failedWrites(estate, registry).map(({ network }) => network));
}
