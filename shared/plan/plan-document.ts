import type { Change } from "../model/change.ts";
import type { Plan } from "../model/plan.ts";
import type { PlanDocument, PlannedChange } from "../model/plan-document.ts";
import { changeId } from "./change-id.ts";

/** A plan together with what it was made for, each change with its id. */
export function planDocument(
  plan: Plan,
  about: Pick<PlanDocument, "target" | "deployment" | "mode" | "overrides">,
): PlanDocument {
  const { at, settings, findings, notices, compliance, capacity } = plan;
  const { target, deployment, mode, overrides } = about;
  const changes = plan.changes.map(planned);
  const held = plan.held.map((one) => ({ ...one, change: planned(one.change) }));
  return {
    ...{ format: "mooring-plan", version: 1, target, deployment, mode, at, settings, overrides },
    ...{ changes, held, findings, notices, compliance, capacity },
  };
}

function planned(change: Change): PlannedChange {
  return { id: changeId(change), ...change };
}
