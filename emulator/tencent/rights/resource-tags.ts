import type { TencentState } from "../state.ts";
import type { Resource } from "./resource.ts";

/** A resource's tags as conditions name them, `key&value`; `undefined` for what has none or cannot have any. */
export function tagsOf({ accounts }: TencentState, resource: Resource | null): readonly string[] | undefined {
  if (resource === null) return undefined;
  const account = accounts.get(resource.owners[0]?.replace(/^uin\//, "") ?? "");
  const [kind = "", id = ""] = resource.names[0]?.split("/") ?? [];
  const found = {
    tcr: { instance: account?.registries },
    vpc: { vpc: account?.vpcs, subnet: account?.subnets },
    privatedns: { zone: account?.zones },
  } as Readonly<Record<string, Readonly<Record<string, ReadonlyMap<string, Tagged> | undefined>>>>;
  const tags = found[resource.service]?.[kind]?.get(id)?.tags;
  return tags === undefined ? undefined : [...tags].map(([key, value]) => `${key}&${value}`);
}

interface Tagged {
  readonly tags: ReadonlyMap<string, string>;
}
