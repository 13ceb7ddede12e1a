import type { FieldSpec, TencentCall } from "../../action.ts";
import type { TencentZone, TencentZoneBinding } from "../../state.ts";
import { conflictingZone } from "../../zones/conflicts.ts";
import { logChange } from "../../zones/zone-log.ts";
import { type PrivatednsCode, refuse } from "./errors.ts";

const uniqVpcId = { type: "string", required: true } as const satisfies FieldSpec;
const region = { type: "string", required: true } as const satisfies FieldSpec;

export const vpcSetField = {
  type: "list",
  of: { type: "object", fields: { UniqVpcId: uniqVpcId, Region: region } },
  means: "VPCs of the account",
} as const satisfies FieldSpec;

export const accountVpcSetField = {
  type: "list",
  of: {
    type: "object",
    fields: {
      UniqVpcId: uniqVpcId,
      Region: region,
      Uin: { type: "string", required: true },
      VpcName: { type: "string" },
    },
  },
  means: "VPCs of associated accounts",
} as const satisfies FieldSpec;

/** Every refusal of `givenBindings` and `refuseBindings`. */
export const bindingCodes = [
  "InvalidParameter.IllegalVpcInfo",
  "InvalidParameter.VpcBindedMainDomain",
  "UnsupportedOperation.AccountNotBound",
  "LimitExceeded",
] as const satisfies readonly PrivatednsCode[];

/** The VPCs of both lists, each once; throws `RefusedError` for a VPC or an account that is not to be had. */
export function givenBindings({ parameters, account, state }: TencentCall): readonly TencentZoneBinding[] {
  const own = parameters.objects("VpcSet").map((given): TencentZoneBinding => {
    const vpc = account.vpcs.get(given.string("UniqVpcId") ?? "");
    if (vpc === undefined || vpc.region !== given.string("Region")) return refuse("InvalidParameter.IllegalVpcInfo");
    return { vpcId: vpc.id, region: vpc.region, uin: null };
  });
  const foreign = parameters.objects("AccountVpcSet").map((given): TencentZoneBinding => {
    const uin = given.string("Uin") ?? "";
    if (!account.dnsAccounts.has(uin)) return refuse("UnsupportedOperation.AccountNotBound");
    const vpc = state.accounts.get(uin)?.vpcs.get(given.string("UniqVpcId") ?? "");
    if (vpc === undefined || vpc.region !== given.string("Region")) return refuse("InvalidParameter.IllegalVpcInfo");
    return { vpcId: vpc.id, region: vpc.region, uin };
  });
  return [...new Map([...own, ...foreign].map((binding) => [binding.vpcId, binding])).values()];
}

/** The VPCs of both lists as they are written, there or not: what is to be unbound may be gone. */
export function namedBindings({ parameters }: TencentCall): readonly TencentZoneBinding[] {
  return [...parameters.objects("VpcSet"), ...parameters.objects("AccountVpcSet")].map((given, index) => ({
    vpcId: given.string("UniqVpcId") ?? "",
    region: given.string("Region") ?? "",
    uin: index < parameters.objects("VpcSet").length ? null : (given.string("Uin") ?? ""),
  }));
}

/** Throws `RefusedError` when the zone cannot have these bindings as a whole. */
export function refuseBindings(
  { state, settings }: Pick<TencentCall, "state" | "settings">,
  zone: Pick<TencentZone, "domain" | "managed"> & { readonly id?: string },
  bindings: readonly TencentZoneBinding[],
): void {
  if (settings.zoneVpcLimit > 0 && bindings.length > settings.zoneVpcLimit) refuse("LimitExceeded");
  if (bindings.some(({ vpcId }) => conflictingZone(state, settings, vpcId, zone) !== undefined))
    refuse("InvalidParameter.VpcBindedMainDomain");
}

export function isBound(zone: TencentZone, { vpcId }: TencentZoneBinding): boolean {
  return zone.bindings.some((binding) => binding.vpcId === vpcId);
}

/** Keeps what a call does with a zone's VPCs for `DescribeAuditLog`, at once or later as it may be. */
export function logBindings(
  call: Pick<TencentCall, "account" | "clock" | "identity">,
  zone: TencentZone,
  operation: "add" | "remove" | "replace",
  bindings: readonly TencentZoneBinding[],
): void {
  logChange(call, zone, `[VPC ${operation}: ${bindings.map(({ vpcId }) => vpcId).join(", ")}]`);
}

/** `VpcSet` and `AccountVpcSet` as a call gave them. */
export function echoedBindings(bindings: readonly TencentZoneBinding[]) {
  return {
    VpcSet: bindings
      .filter(({ uin }) => uin === null)
      .map(({ vpcId, region: ofVpc }) => ({ UniqVpcId: vpcId, Region: ofVpc })),
    AccountVpcSet: bindings.flatMap(({ vpcId, region: ofVpc, uin }) =>
      uin === null ? [] : [{ UniqVpcId: vpcId, Region: ofVpc, Uin: uin }],
    ),
  };
}
