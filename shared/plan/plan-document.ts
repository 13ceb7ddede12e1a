import type { Change } from "../model/change.ts";
import type { Plan } from "../model/plan.ts";
import type { PlanDocument, PlannedChange } from "../model/plan-document.ts";
import { changeId } from "./change-id.ts";
import { planDigest } from "./plan-digest.ts";

/** A plan together with what it was made for, each change with its id, and the whole with its digest. */
export function planDocument(
  plan: Plan,
  about: Pick<PlanDocument, "target" | "deployment" | "mode" | "overrides">,
): PlanDocument {
  const { at, settings, findings, notices, compliance, capacity } = plan;
  const { target, deployment, mode, overrides } = about;
  const changes = plan.changes.map(planned);
  const held = plan.held.map((one) => ({ ...one, change: planned(one.change) }));
  const said = {
    ...({ format: "mooring-plan", version: 1, target, deployment, mode, at, settings, overrides } as const),
    ...{ changes, held, findings, notices, compliance, capacity },
  };
  return { ...said, digest: planDigest(said) };
}

function planned(change: Change): PlannedChange {
  return { id: changeId(change), ...change };
}
