import type { Estate } from "../model/estate.ts";
import type { Plan } from "../model/plan.ts";
import { guard } from "../plan/guard.ts";
import { plan } from "../plan/plan.ts";
import { observe } from "./observe.ts";
import type { Pass, Running } from "./pass.ts";
import { scopeOf } from "./scope.ts";

/** What a pass would see and do, without doing it. */
export async function previewPass(pass: Pass): Promise<{ readonly estate: Estate; readonly plan: Plan }> {
  const stop = AbortSignal.timeout(pass.budgetMs);
  const running: Running = { pass, context: { log: pass.log, signal: stop }, remaining: () => pass.budgetMs };
  const scope = scopeOf(
    pass.trigger,
    pass.settings,
    pass.clouds.map(({ read }) => read.cloud),
  );
  const { estate } = await observe(running, scope);
  return { estate, plan: guard(plan(estate), estate, pass.mode) };
}
