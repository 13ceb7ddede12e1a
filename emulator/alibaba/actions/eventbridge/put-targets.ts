import { type Action, type ActionError, action } from "../../action.ts";
import { eventBridgeErrors, refuse } from "./errors.ts";
import { findRule, ruleParameters, success } from "./rule.ts";
import { readTargets, withTargets } from "./targets.ts";

const errors: readonly ActionError[] = [
  eventBridgeErrors.busNotFound,
  eventBridgeErrors.ruleNotFound,
  eventBridgeErrors.target,
  eventBridgeErrors.duplicateTarget,
  eventBridgeErrors.tooManyTargets,
];

const parameters = {
  ...ruleParameters,
  Targets: { type: "string", required: true, means: "a JSON text, the list of targets" },
} as const;

/** Makes targets, or changes those whose id the rule has. */
export const putTargets: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "PutTargets",
  access: "write",
  parameters,
  errors,
  run(call) {
    const rule = findRule(call);
    rule.targets = withTargets(rule.targets, readTargets(call, call.parameters.string("Targets") ?? ""));
    return success(entries([]));
  },
});

/** Changes targets that are there. */
export const updateTargets: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "UpdateTargets",
  access: "write",
  parameters,
  errors,
  run(call) {
    const rule = findRule(call);
    const targets = readTargets(call, call.parameters.string("Targets") ?? "");
    const known = targets.filter(({ id }) => rule.targets.some((target) => target.id === id));
    rule.targets = withTargets(rule.targets, known);
    return success(entries(targets.filter((target) => !known.includes(target)).map(({ id }) => id)));
  },
});

export const deleteTargets: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "DeleteTargets",
  access: "write",
  parameters: {
    ...ruleParameters,
    TargetIds: { type: "string", required: true, means: "a JSON text, the list of ids" },
  },
  errors: [eventBridgeErrors.busNotFound, eventBridgeErrors.ruleNotFound, eventBridgeErrors.targetNotFound],
  run(call) {
    const rule = findRule(call);
    const ids = readIds(call.parameters.string("TargetIds") ?? "");
    const missing = ids.filter((id) => !rule.targets.some((target) => target.id === id));
    rule.targets = rule.targets.filter(({ id }) => !ids.includes(id));
    return success(entries(missing));
  },
});

/** What became of each target: only those that failed are named. */
function entries(failed: readonly string[]): Readonly<Record<string, unknown>> {
  const { code, message } = eventBridgeErrors.targetNotFound;
  return {
    ErrorEntriesCount: failed.length,
    ErrorEntries: failed.map((id) => ({ EntryId: id, ErrorCode: code, ErrorMessage: message })),
  };
}

function readIds(text: string): readonly string[] {
  try {
    const ids: unknown = JSON.parse(text);
    if (Array.isArray(ids) && ids.every((id): id is string => typeof id === "string")) return ids;
  } catch {
    // Refused like a text that is JSON and no list.
  }
  return refuse(eventBridgeErrors.targetNotFound, "TargetIds must be a list of ids.");
}
