import { type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import { pageOf } from "../../paging.ts";
import { functionName } from "../../scf/key.ts";
import { refuse, scfErrors } from "./errors.ts";
import { findFunction, functionParameters, namespaceOf, qualifierParameter } from "./find.ts";
import { triggerView } from "./views.ts";

const typeParameter = { type: "string", required: true, means: "`timer`, the one kind emulated" } as const;

const nameParameter = { type: "string", required: true, means: "its name" } as const;

const resources = ({ account, region, parameters }: TencentCall) => [
  functionName({ account: account.uin, region, name: parameters.string("FunctionName") ?? "" }),
];

/** The function of a trigger call, as triggers name it. */
function ownerOf(call: TencentCall) {
  const { name, account, region } = findFunction(call).definition;
  return { account, region, namespace: namespaceOf(call), name };
}

export const createTrigger: TencentAction = tencentAction({
  product: "scf",
  name: "CreateTrigger",
  access: "write",
  parameters: {
    ...functionParameters,
    ...qualifierParameter,
    TriggerName: nameParameter,
    Type: typeParameter,
    TriggerDesc: { type: "string", means: 'a timer\'s expression of seven fields, or {"cron": "..."}' },
    Enable: { type: "string", oneOf: ["OPEN", "CLOSE"], means: "OPEN when left out" },
    CustomArgument: { type: "string", means: "handed to the function as Message" },
    Description: { type: "string", means: "what it is for" },
  },
  errors: [
    scfErrors.functionNotFound,
    scfErrors.triggerName,
    scfErrors.triggerType,
    scfErrors.triggerDesc,
    scfErrors.cron,
    scfErrors.triggerExists,
  ],
  run(call) {
    const { parameters, services } = call;
    const of = ownerOf(call);
    const name = parameters.string("TriggerName") ?? "";
    if (!/^[A-Za-z0-9_-]{1,100}$/.test(name)) refuse(scfErrors.triggerName);
    if (parameters.string("Type") !== "timer") refuse(scfErrors.triggerType);
    if (services.triggers.find(of, name) !== undefined) refuse(scfErrors.triggerExists);
    const cron = cronOf(parameters.string("TriggerDesc") ?? "");
    try {
      const trigger = services.triggers.put({
        of,
        name,
        cron,
        argument: parameters.string("CustomArgument") ?? "",
        enabled: parameters.string("Enable") !== "CLOSE",
        description: parameters.string("Description") ?? "",
        qualifier: parameters.string("Qualifier") ?? "$DEFAULT",
      });
      return { TriggerInfo: triggerView(trigger) };
    } catch (error) {
      return refuse(scfErrors.cron, error instanceof Error ? error.message : String(error));
    }
  },
  resources,
});

/** The expression, given bare or as `{"cron": "..."}`. */
function cronOf(text: string): string {
  if (!text.trim().startsWith("{")) return text;
  try {
    const { cron }: { readonly cron?: unknown } = { ...Object(JSON.parse(text)) };
    if (typeof cron === "string") return cron;
  } catch {
    // Refused below, like JSON without an expression.
  }
  return refuse(scfErrors.triggerDesc);
}

export const listTriggers: TencentAction = tencentAction({
  product: "scf",
  name: "ListTriggers",
  access: "read",
  parameters: {
    ...functionParameters,
    Offset: { type: "integer", minimum: 0, means: "how many to leave out" },
    Limit: { type: "integer", minimum: 1, means: "how many at most; 20 when left out" },
    OrderBy: { type: "string", means: "add_time or mod_time" },
    Order: { type: "string", means: "ASC or DESC" },
    Filters: {
      type: "list",
      means: "by Qualifier, TriggerName or Description",
      of: {
        type: "object",
        fields: {
          Name: { type: "string", required: true, means: "what to look at" },
          Values: { type: "list", required: true, of: { type: "string" }, means: "one of these" },
        },
      },
    },
  },
  errors: [scfErrors.functionNotFound, scfErrors.order, scfErrors.orderBy, scfErrors.filters],
  run(call) {
    const { parameters, services } = call;
    const order = parameters.string("Order") ?? "DESC";
    if (order !== "ASC" && order !== "DESC") refuse(scfErrors.order);
    const by = parameters.string("OrderBy") ?? "mod_time";
    if (by !== "add_time" && by !== "mod_time") refuse(scfErrors.orderBy);
    const found = services.triggers.list(ownerOf(call)).filter((trigger) =>
      parameters.objects("Filters").every((filter) => {
        const shown: Readonly<Record<string, string>> = {
          Qualifier: trigger.qualifier,
          TriggerName: trigger.name,
          Description: trigger.description,
        };
        return filter.strings("Values").includes(shown[filter.string("Name") ?? ""] ?? refuse(scfErrors.filters));
      }),
    );
    const key = by === "add_time" ? "createdAt" : "changedAt";
    const sorted = [...found].sort((a, b) => a[key] - b[key]);
    const page = pageOf(order === "ASC" ? sorted : sorted.reverse(), parameters);
    return {
      Triggers: page.map((trigger) => ({ ...triggerView(trigger), BoundResources: "" })),
      TotalCount: found.length,
    };
  },
});

export const deleteTrigger: TencentAction = tencentAction({
  product: "scf",
  name: "DeleteTrigger",
  access: "write",
  parameters: {
    ...functionParameters,
    ...qualifierParameter,
    TriggerName: nameParameter,
    Type: typeParameter,
    TriggerDesc: { type: "string", means: "needed for other kinds of triggers" },
  },
  errors: [scfErrors.functionNotFound, scfErrors.triggerType, scfErrors.triggerNotFound],
  run(call) {
    const { parameters, services } = call;
    if (parameters.string("Type") !== "timer") refuse(scfErrors.triggerType);
    const found = services.triggers.find(ownerOf(call), parameters.string("TriggerName") ?? "");
    services.triggers.remove(found ?? refuse(scfErrors.triggerNotFound));
    return {};
  },
  resources,
});
