import { isIPv4 } from "node:net";
import type { FieldSpec, Fields, TencentCall } from "../../action.ts";
import type { TencentRegistry, TencentVpc } from "../../state.ts";
import { switchName } from "../../zones/names.ts";
import type { Switch } from "../../zones/switches.ts";
import { refuse } from "./errors.ts";
import { registryOf } from "./find.ts";

/** What every call about a switch names; the product calls the instance `InstanceId` here. */
export const switchFields = {
  InstanceId: { type: "string", required: true, means: "the instance, tcr-..." },
  VpcId: { type: "string", required: true, means: "the VPC" },
  EniLBIp: { type: "string", required: true, means: "the link's address" },
  UsePublicDomain: { type: "boolean", means: "the default domain; the one with -vpc when false or absent" },
  RegionName: { type: "string", means: "the VPC's region; the instance's when absent" },
} as const satisfies Record<string, FieldSpec>;

/** A switch that a request names, as far as the account has what it names. */
export interface AskedSwitch {
  readonly registry: TencentRegistry | undefined;
  /** `undefined` when it is gone; what was published for it can still be turned off. */
  readonly vpc: TencentVpc | undefined;
  readonly ip: string;
  readonly wanted: Switch;
}

/** @param region of the request, however it was given; the instance's when `undefined` */
export function askedSwitch(call: TencentCall, fields: Fields, region = given(fields)): AskedSwitch {
  const registry = registryOf(call, fields.string("InstanceId"));
  const vpcId = fields.string("VpcId") ?? "";
  const ip = fields.string("EniLBIp") ?? "";
  if (!isIPv4(ip)) refuse("InvalidParameter");
  return {
    registry,
    vpc: call.account.vpcs.get(vpcId),
    ip,
    wanted: {
      vpcId,
      region: region ?? registry?.region ?? "",
      name: registry === undefined ? "" : switchName(registry, fields.boolean("UsePublicDomain") === true),
    },
  };
}

function given(fields: Fields): string | undefined {
  const name = fields.string("RegionName");
  return name === "" ? undefined : name;
}
