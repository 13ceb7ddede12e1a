import type { Change, Outcome } from "../../model/change.ts";
import { type Instant, instant } from "../../model/known.ts";
import { writeAuditAfter, writeAuditBefore } from "../../store/objects/audit.ts";
import type { Pass } from "../pass.ts";

/** The written trace of a pass: what it is about to write and why, and what came of it. */
export interface Audit {
  before(change: Change): Promise<{ after(outcome: Outcome): Promise<void> }>;
}

/** Numbers the writes of one pass; a write is only made after its first record is stored. */
export function createAudit(pass: Pass, startedAt: Instant): Audit {
  let sequence = 0;
  return {
    async before(change) {
      const seq = ++sequence;
      const place = { pass: pass.id, startedAt, seq };
      const common = () => ({ version: 1, at: instant(pass.clock.now()), deployment: pass.deployment }) as const;
      const set = pass.overrides === undefined ? {} : { overrides: pass.overrides };
      await writeAuditBefore(pass.store, place, { ...common(), change, ...set });
      return { after: (outcome) => writeAuditAfter(pass.store, place, { ...common(), outcome }) };
    },
  };
}
