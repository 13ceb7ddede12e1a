import type { Change } from "../model/change.ts";
import type { Plan } from "../model/plan.ts";
import type { PlanDocument, PlannedChange } from "../model/plan-document.ts";
import { changeId } from "./change-id.ts";

/** A plan together with what it was made for, each change with its id. */
export function planDocument(
  plan: Plan,
  about: Pick<PlanDocument, "target" | "deployment" | "mode" | "overrides">,
): PlanDocument {
  return {
    format: "mooring-plan",
    ...plan,
    ...about,
    changes: plan.changes.map(planned),
    held: plan.held.map((held) => ({ ...held, change: planned(held.change) })),
  };
}

function planned(change: Change): PlannedChange {
  return { id: changeId(change), ...change };
}
