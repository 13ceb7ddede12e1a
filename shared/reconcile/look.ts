import type { Estate } from "../model/estate.ts";
import type { Intent } from "../model/ledger.ts";
import type { Plan } from "../model/plan.ts";
import { guard } from "../plan/guard.ts";
import type { Confirmation } from "../plan/link/confirm.ts";
import { plan } from "../plan/plan.ts";
import { withSince } from "../plan/since.ts";
import type { Watermark } from "../store/objects/watermark.ts";
import { observe } from "./observe/observe.ts";
import type { Scope } from "./observe/scope.ts";
import { isInShare } from "./observe/share.ts";
import type { Running } from "./pass.ts";
import { readSaid } from "./said.ts";

/** What one look saw and what follows from it. */
export interface Look {
  readonly estate: Estate;
  readonly confirmed: readonly Confirmation[];
  /** Announcements that an entry holds by now. */
  readonly spent: readonly Intent[];
  readonly through: ReadonlyMap<string, Watermark>;
  /** What the lists showed of names, by registry and `nameKey`. */
  readonly marks: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly plan: Plan;
}

/** Observes and plans; throws `PassError` when nothing could be observed. */
export async function look(running: Running, scope: Scope): Promise<Look> {
  const { estate, confirmed, spent, through, marks, notices } = await observe(running, scope);
  const whole = plan(estate);
  // Networks outside the share, which no list of this pass shows, are for another pass to judge.
  const findings = whole.findings.filter(({ network }) => isInShare(scope.share, network));
  const changes = whole.changes.filter(({ network }) => isInShare(scope.share, network));
  const own = { ...whole, findings, changes, notices: [...whole.notices, ...notices] };
  const guarded = guard(own, estate, running.pass.mode);
  const told = guarded.findings.some(({ state }) => state !== "moored")
    ? withSince(guarded.findings, await readSaid(running), estate.at)
    : guarded.findings;
  return { estate, confirmed, spent, through, marks, plan: { ...guarded, findings: told } };
}
