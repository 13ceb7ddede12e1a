import { type FieldSpec, type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import { parseFunctionName } from "../../scf/key.ts";
import { batchParameters, readBatch } from "./batch.ts";
import { ebErrors, refuse } from "./errors.ts";
import { ebName, findBus, findRule, findTarget, takeOut } from "./find.ts";
import { listParameters, orderedPage, ruleParameters } from "./parameters.ts";
import { targetView } from "./views.ts";

const targetParameters = {
  ...ruleParameters,
  TargetId: { type: "string", required: true, means: "the target" },
} as const satisfies Record<string, FieldSpec>;

const found = [ebErrors.busNotFound, ebErrors.ruleNotFound] as const;

/** No batches: what a target has that says nothing about them. */
const singly = { timeoutSeconds: 0, count: 1, enabled: false } as const;

export const createTarget: TencentAction = tencentAction({
  product: "eb",
  name: "CreateTarget",
  access: "write",
  parameters: {
    ...ruleParameters,
    Type: { type: "string", required: true, means: "`scf`, the one kind that is delivered to here" },
    TargetDescription: {
      type: "object",
      required: true,
      means: "what the events go to",
      fields: {
        ResourceDescription: { type: "string", required: true, means: "six-segment name of the function" },
        SCFParams: { type: "object", fields: batchParameters, means: "batches" },
      },
    },
    ...batchParameters,
  },
  errors: [
    ...found,
    ebErrors.targetType,
    ebErrors.targetDescription,
    ebErrors.functionNotFound,
    ebErrors.batchTimeout,
    ebErrors.batchCount,
    ebErrors.tooManyTargets,
  ],
  run(call) {
    const rule = findRule(call);
    if (call.parameters.string("Type") !== "scf") refuse(ebErrors.targetType, "Only scf is emulated.");
    const description = call.parameters.object("TargetDescription");
    const resource = checkedFunction(call, description?.string("ResourceDescription") ?? "");
    const ofFunction = description?.object("SCFParams");
    const batch = readBatch(call.parameters, ofFunction === undefined ? singly : readBatch(ofFunction, singly));
    if (rule.targets.length >= call.settings.ebTargetsPerRule) refuse(ebErrors.tooManyTargets);
    const id = call.ids.resource("target");
    rule.targets.push({ id, type: "scf", resource, batch, createdAt: call.clock.now() });
    return { TargetId: id };
  },
  resources: (call, response) => [ebName(call, `targetid/${String(response["TargetId"])}`)],
});

/** The name of a function of the caller's account that may be a target; throws `RefusedError`. */
function checkedFunction({ account, region, settings, services }: TencentCall, resource: string): string {
  const named = parseFunctionName(resource);
  if (named === undefined || named.account !== account.uin) return refuse(ebErrors.targetDescription);
  if (settings.ebFunctionRegion === "own" && named.region !== region)
    return refuse(ebErrors.targetDescription, "The function lies in another region.");
  if (settings.ebFunctionMustExist && services.functions.find(named) === undefined)
    return refuse(ebErrors.functionNotFound);
  return resource;
}

export const listTargets: TencentAction = tencentAction({
  product: "eb",
  name: "ListTargets",
  access: "read",
  parameters: { ...ruleParameters, ...listParameters },
  errors: [...found, ebErrors.order, ebErrors.orderBy],
  run(call) {
    const { id, targets } = findRule(call);
    const bus = findBus(call).id;
    return {
      Targets: orderedPage(call, targets).map((target) => targetView(bus, id, target)),
      TotalCount: targets.length,
    };
  },
});

export const updateTarget: TencentAction = tencentAction({
  product: "eb",
  name: "UpdateTarget",
  access: "write",
  parameters: { ...targetParameters, ...batchParameters },
  errors: [...found, ebErrors.targetNotFound, ebErrors.batchTimeout, ebErrors.batchCount],
  run(call) {
    const target = findTarget(call);
    target.batch = readBatch(call.parameters, target.batch);
    return {};
  },
  resources: (call) => [ebName(call, `targetid/${call.parameters.string("TargetId") ?? ""}`)],
});

export const deleteTarget: TencentAction = tencentAction({
  product: "eb",
  name: "DeleteTarget",
  access: "write",
  parameters: targetParameters,
  errors: [...found, ebErrors.targetNotFound],
  run(call) {
    const target = findTarget(call);
    takeOut(findRule(call).targets, target);
    return {};
  },
  resources: (call) => [ebName(call, `targetid/${call.parameters.string("TargetId") ?? ""}`)],
});
