import { type Fields, type TencentCall, tencentAction } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import type { TencentRegistry } from "../../state.ts";
import { errorsOf, refuse } from "./errors.ts";
import { registryView } from "./views.ts";

/** An id that is not there is left out, without an error. */
export const describeInstances = tencentAction({
  product: "tcr",
  name: "DescribeInstances",
  access: "read",
  callsPerSecond: 100,
  parameters: {
    // The vendor's own spelling.
    Registryids: { type: "list", of: { type: "string" }, means: "instances; all when absent or empty" },
    ...pagingFields(100),
    Filters: {
      type: "list",
      of: {
        type: "object",
        fields: {
          Name: { type: "string", required: true },
          Values: { type: "list", of: { type: "string" }, required: true },
        },
      },
      means: "Tags (key:value), RegistryName; all filters, any value of each",
    },
    AllRegion: { type: "boolean", means: "every region, not that of X-TC-Region alone" },
  },
  errors: errorsOf("InvalidParameter"),
  run(call) {
    const { parameters, account } = call;
    const ids = parameters.strings("Registryids");
    const found = [...account.registries.values()].filter(
      (registry) =>
        (ids.length === 0 || ids.includes(registry.id)) &&
        (parameters.boolean("AllRegion") === true || registry.region === call.region) &&
        meetsFilters(call, registry),
    );
    return { TotalCount: found.length, Registries: pageOf(found, parameters).map(registryView) };
  },
});

function meetsFilters({ parameters }: TencentCall, registry: TencentRegistry): boolean {
  return parameters
    .objects("Filters")
    .map((filter) => meets(filter, registry))
    .every(Boolean);
}

function meets(filter: Fields, { name, tags }: TencentRegistry): boolean {
  const values = filter.strings("Values");
  switch (filter.string("Name") ?? "") {
    case "Tags":
      return values.some((pair) => [...tags].some(([key, value]) => pair === `${key}:${value}`));
    case "RegistryName":
      return values.includes(name);
    default:
      return refuse("InvalidParameter");
  }
}
