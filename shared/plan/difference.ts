import { type Change, changeKey } from "../model/change.ts";
import type { Plan } from "../model/plan.ts";
import { changeId } from "./change-id.ts";

/** An agreed change that would not be made now. */
interface GoneChange {
  readonly change: Change;
  /** What is said of it now: what holds it back, or how its network stands; `null`: nothing. */
  readonly now: { readonly code: string; readonly sentence: string } | null;
}

/** How what would be done now differs from what was agreed. */
export interface Difference {
  /** Would be made now, and nobody agreed to it. */
  readonly fresh: readonly Change[];
  readonly gone: readonly GoneChange[];
  /** At the same place something else would be written now, or written over. */
  readonly changed: readonly { readonly was: Change; readonly now: Change }[];
}

/** `null` when exactly what was agreed would be done now, and nothing else. The order does not count. */
export function differenceOf(
  agreed: readonly Change[],
  plan: Pick<Plan, "changes" | "held" | "findings">,
): Difference | null {
  const ids = (changes: readonly Change[]) => new Set(changes.map(changeId));
  const [before, after] = [ids(agreed), ids(plan.changes)];
  const missing = agreed.filter((change) => !after.has(changeId(change)));
  const added = plan.changes.filter((change) => !before.has(changeId(change)));
  if (missing.length === 0 && added.length === 0) return null;
  const changed = missing.flatMap((was) => {
    const now = added.find((change) => changeKey(change) === changeKey(was));
    return now === undefined ? [] : [{ was, now }];
  });
  const paired = new Set(changed.flatMap(({ was, now }) => [was, now]));
  return {
    fresh: added.filter((change) => !paired.has(change)),
    gone: missing.filter((change) => !paired.has(change)).map((change) => ({ change, now: saidNow(change, plan) })),
    changed,
  };
}

function saidNow(change: Change, { held, findings }: Pick<Plan, "held" | "findings">): GoneChange["now"] {
  const finding = findings.find(({ registry, network }) => registry === change.registry && network === change.network);
  const found =
    held.find((one) => changeKey(one.change) === changeKey(change)) ??
    finding?.parts.find(({ part }) => part === change.part) ??
    finding;
  return found === undefined ? null : { code: found.code, sentence: found.sentence };
}
