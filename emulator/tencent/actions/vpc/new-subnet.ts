import { contains, overlap, parseCidr } from "../../../cidr.ts";
import { RefusedError, type TencentCall, type TencentError } from "../../action.ts";
import type { TencentSubnet, TencentVpc } from "../../state.ts";
import { nameOf } from "./attributes.ts";
import { vpcErrors } from "./errors.ts";
import { subnetsOf } from "./find.ts";
import { vpcTagErrors } from "./tags.ts";

/** Subnets of one VPC ("Use limits"). */
export const subnetsPerVpc = 100;

export const newSubnetErrors: readonly TencentError[] = [
  vpcErrors.malformed,
  vpcErrors.notFound,
  vpcErrors.invalidValue,
  vpcErrors.tooLong,
  vpcErrors.subnetRange,
  vpcErrors.subnetConflict,
  vpcErrors.zone,
  vpcErrors.quota,
  ...Object.values(vpcTagErrors),
];

interface Asked {
  readonly name: string;
  readonly cidr: string;
  readonly zone: string;
  readonly cdcId: string;
  readonly tags: ReadonlyMap<string, string>;
}

/** Makes a subnet inside the VPC and clear of its others, not yet kept; throws `RefusedError`. */
export function newSubnet(
  call: TencentCall,
  vpc: TencentVpc,
  others: readonly TencentSubnet[],
  asked: Asked,
): TencentSubnet {
  const block = parseCidr(asked.cidr);
  const whole = parseCidr(vpc.cidr);
  if (block === undefined || whole === undefined) throw new RefusedError(vpcErrors.malformed);
  if (!contains(whole, block) || block.length < 16 || block.length > 28) throw new RefusedError(vpcErrors.subnetRange);
  const all = [...subnetsOf(call, vpc.id), ...others];
  for (const other of all) {
    const taken = parseCidr(other.cidr);
    if (taken !== undefined && overlap(taken, block)) throw new RefusedError(vpcErrors.subnetConflict);
  }
  if (!new RegExp(`^${vpc.region}-\\d+$`).test(asked.zone)) throw new RefusedError(vpcErrors.zone);
  if (asked.cdcId !== "" && !/^cluster-[a-z0-9]+$/.test(asked.cdcId)) throw new RefusedError(vpcErrors.malformed);
  if (all.length >= subnetsPerVpc) throw new RefusedError(vpcErrors.quota);
  return {
    id: call.ids.resource("subnet"),
    vpcId: vpc.id,
    region: vpc.region,
    zone: asked.zone,
    cidr: asked.cidr,
    createdAt: call.clock.now(),
    isDefault: false,
    name: nameOf(asked.name),
    cdcId: asked.cdcId,
    isRemoteVpcSnat: false,
    tags: new Map(asked.tags),
    takenAddresses: new Map(),
    lastAddress: null,
  };
}

/** The id in a subnet's answer. */
export function subnetIdIn(subnet: unknown): string {
  return typeof subnet === "object" && subnet !== null && "SubnetId" in subnet ? String(subnet.SubnetId) : "*";
}
