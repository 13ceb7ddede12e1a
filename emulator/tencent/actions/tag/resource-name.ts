import type { TencentCall } from "../../action.ts";
import { regionCodes } from "../../region-codes.ts";
import type { TencentAccount } from "../../state.ts";
import { tagRefusals } from "./errors.ts";

/** A resource that can carry tags; the map is its own. */
export interface Tagged {
  readonly service: string;
  readonly prefix: string;
  /** Empty where the product knows no regions. */
  readonly region: string;
  readonly id: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
}

/** One kind of resource, as the third and the last segment of its names say. */
interface Kind {
  readonly service: string;
  readonly prefix: string;
  /** A kind without regions has none in its names. */
  readonly regional: boolean;
  /** Whether the Tag product writes its tags; those of the others are written by the product itself. */
  readonly writable: boolean;
  readonly of: (
    account: TencentAccount,
  ) => Iterable<Omit<Tagged, "service" | "prefix" | "region"> & { region?: string }>;
}

const kinds: readonly Kind[] = [
  { service: "vpc", prefix: "vpc", regional: true, writable: true, of: ({ vpcs }) => vpcs.values() },
  { service: "vpc", prefix: "subnet", regional: true, writable: true, of: ({ subnets }) => subnets.values() },
  { service: "tcr", prefix: "instance", regional: true, writable: true, of: ({ registries }) => registries.values() },
  {
    service: "privatedns",
    prefix: "zone",
    regional: false,
    writable: false,
    of: ({ zones }) => [...zones.values()].filter(({ managed }) => !managed),
  },
];

/** Everything of an account that can carry tags, in the order of the products. */
export function taggable(account: TencentAccount): readonly Tagged[] {
  return kinds.flatMap((kind) => [...kind.of(account)].map((one) => taggedOf(kind, one)));
}

function taggedOf(
  { service, prefix }: Kind,
  one: Omit<Tagged, "service" | "prefix" | "region"> & { region?: string },
): Tagged {
  return { service, prefix, region: one.region ?? "", id: one.id, createdAt: one.createdAt, tags: one.tags };
}

/** `qcs::vpc:ap-guangzhou:uin/100000000001:vpc/vpc-a1b2c3d4`. */
export function nameOf({ uin }: TencentAccount, { service, region, prefix, id }: Tagged): string {
  return `qcs::${service}:${region}:uin/${uin}:${prefix}/${id}`;
}

/**
 * The caller's resource of a six-segment name; `undefined` when there is none. The account may be written as
 * `uin/<uin>`, `uid/<uin or app id>` or `id/<app id>`, or be left out; the region as its name or its short code.
 * Throws `RefusedError` for a text of another form.
 */
export function findByName({ account }: TencentCall, name: string): Tagged | undefined {
  const [, service, region, owner, prefix, id] =
    /^qcs::([a-z]+):([a-z0-9-]*):((?:uin|uid|id)\/\d+|):([A-Za-z]+)\/([^/:]+)$/.exec(name) ?? [];
  if (service === undefined || region === undefined || owner === undefined || prefix === undefined || id === undefined)
    return tagRefusals.refuse("InvalidParameterValue.ResourceDescriptionError");
  const { uin, appId } = account;
  const own = ["", `uin/${uin}`, `uid/${uin}`, `uid/${appId}`, `id/${appId}`].includes(owner);
  const found = taggable(account).find(
    (one) => one.service === service && one.prefix === prefix && one.id === id && isRegion(region, one.region),
  );
  return own ? found : undefined;
}

function isRegion(written: string, region: string): boolean {
  return written === region || (region !== "" && written === regionCodes[region]);
}

/** Whether the Tag product may write the resource's tags. */
export function isWritable({ service, prefix }: Tagged): boolean {
  return kinds.some((kind) => kind.service === service && kind.prefix === prefix && kind.writable);
}

/** The kind that `ServiceType` and `ResourcePrefix` name; throws `RefusedError`. */
export function kindOf(service: string, prefix: string | undefined): { readonly regional: boolean } {
  const ofService = kinds.filter((kind) => kind.service === service);
  if (ofService.length === 0) return tagRefusals.refuse("InvalidParameterValue.ServiceTypeInvalid");
  return (
    ofService.find((kind) => kind.prefix === prefix) ??
    tagRefusals.refuse("InvalidParameterValue.ResourcePrefixInvalid")
  );
}
