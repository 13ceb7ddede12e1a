import { type FieldSpec, type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import { pageOf } from "../../paging.ts";
import { functionName } from "../../scf/key.ts";
import type { ScfFunction } from "../../services.ts";
import { refuse, scfErrors } from "./errors.ts";
import { checkQualifier, findFunction, functionParameters, namespaceOf, qualifierParameter } from "./find.ts";
import { functionView, listedFunctionView } from "./views.ts";

export const getFunction: TencentAction = tencentAction({
  product: "scf",
  name: "GetFunction",
  access: "read",
  parameters: {
    ...functionParameters,
    ...qualifierParameter,
    ShowCode: { type: "string", oneOf: ["TRUE", "FALSE"], means: "whether to show the code; none is shown here" },
  },
  errors: [scfErrors.functionNotFound, scfErrors.qualifierNotFound],
  run(call) {
    checkQualifier(call);
    const found = findFunction(call);
    return functionView(found, call.services.triggers.list(found.definition), call.account);
  },
});

/** Values of a filter's name, as ListFunctions looks at them. */
const filterable: Readonly<Record<string, (one: ScfFunction) => string>> = {
  Status: () => "Active",
  Runtime: ({ definition }) => definition.runtime,
  Type: () => "Event",
  Role: ({ definition }) => definition.role ?? "",
  PublicNetStatus: () => "ENABLE",
  AsyncRunEnable: () => "FALSE",
  TraceEnable: () => "FALSE",
  VpcId: () => "",
  SubnetId: () => "",
};

const sortable: Readonly<Record<string, (a: ScfFunction, b: ScfFunction) => number>> = {
  AddTime: (a, b) => a.createdAt - b.createdAt,
  ModTime: (a, b) => a.changedAt - b.changedAt,
  FunctionName: (a, b) => a.definition.name.localeCompare(b.definition.name),
};

const filtersParameter = {
  Filters: {
    type: "list",
    maxItems: 10,
    means: "by Status, Runtime, Type, Role...",
    of: {
      type: "object",
      fields: {
        Name: { type: "string", required: true, means: "what to look at" },
        Values: { type: "list", required: true, maxItems: 20, of: { type: "string" }, means: "one of these" },
      },
    },
  },
} as const satisfies Record<string, FieldSpec>;

export const listFunctions: TencentAction = tencentAction({
  product: "scf",
  name: "ListFunctions",
  access: "read",
  parameters: {
    Order: { type: "string", means: "ASC or DESC" },
    Orderby: { type: "string", means: "AddTime, ModTime or FunctionName" },
    Offset: { type: "integer", minimum: 0, means: "how many to leave out" },
    Limit: { type: "integer", minimum: 1, means: "how many at most; 20 when left out" },
    SearchKey: { type: "string", means: "part of the name" },
    Namespace: { type: "string", means: "the namespace; default when left out" },
    Description: { type: "string", means: "part of the description" },
    ...filtersParameter,
  },
  errors: [scfErrors.order, scfErrors.orderBy, scfErrors.filters],
  run(call) {
    const { parameters, account, region, services } = call;
    const takes = filtersOf(call);
    const found = services.functions
      .list({ account: account.uin, region, namespace: namespaceOf(call) })
      .filter((one) => takes.every((take) => take(one)));
    const by = sortable[parameters.string("Orderby") ?? "ModTime"] ?? refuse(scfErrors.orderBy);
    const order = parameters.string("Order") ?? "DESC";
    if (order !== "ASC" && order !== "DESC") refuse(scfErrors.order);
    const sorted = [...found].sort(by);
    const page = pageOf(order === "ASC" ? sorted : sorted.reverse(), parameters);
    return { Functions: page.map(listedFunctionView), TotalCount: found.length };
  },
});

function filtersOf({ parameters }: TencentCall): readonly ((one: ScfFunction) => boolean)[] {
  const key = parameters.string("SearchKey") ?? "";
  const text = parameters.string("Description") ?? "";
  return [
    ({ definition }) => definition.name.includes(key) && (definition.description ?? "").includes(text),
    ...parameters.objects("Filters").map((filter) => {
      const fieldOf = filterable[filter.string("Name") ?? ""] ?? refuse(scfErrors.filters);
      return (one: ScfFunction) => filter.strings("Values").includes(fieldOf(one));
    }),
  ];
}

export const deleteFunction: TencentAction = tencentAction({
  product: "scf",
  name: "DeleteFunction",
  access: "write",
  parameters: { ...functionParameters, ...qualifierParameter },
  errors: [scfErrors.functionNotFound, scfErrors.qualifierNotFound],
  async run(call) {
    checkQualifier(call);
    const { definition } = findFunction(call);
    for (const trigger of call.services.triggers.list(definition)) call.services.triggers.remove(trigger);
    await call.services.functions.remove(definition);
    return {};
  },
  resources: ({ account, region, parameters }) => [
    functionName({ account: account.uin, region, name: parameters.string("FunctionName") ?? "" }),
  ],
});
