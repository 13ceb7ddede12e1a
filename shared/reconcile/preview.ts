import { createDeadline } from "../kernel/deadline.ts";
import type { Estate } from "../model/estate.ts";
import type { Plan } from "../model/plan.ts";
import { toldCompliance } from "./compliance.ts";
import { firstLook } from "./last-places.ts";
import { type Pass, type Running, scopeOfPass } from "./pass.ts";

/** What a pass would see and do, without doing it. */
export async function previewPass(pass: Pass): Promise<{ readonly estate: Estate; readonly plan: Plan }> {
  const deadline = createDeadline(pass.clock, pass.budgetMs);
  const running: Running = {
    pass,
    context: { log: pass.log, signal: deadline.signal },
    remaining: deadline.remaining,
    accounts: new Map(),
    listed: new Map(),
    linksAgain: new Map(),
    said: { reading: null },
  };
  try {
    const { scope, look } = await firstLook(running, scopeOfPass(pass));
    const { estate, plan } = look;
    const compliance = await toldCompliance(running, scope, estate, plan.findings);
    return { estate, plan: { ...plan, compliance: [...compliance.values()].flat() } };
  } finally {
    await deadline.end();
  }
}
