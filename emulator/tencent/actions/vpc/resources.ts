import type { TencentCall } from "../../action.ts";

/** Six-segment name of a VPC of the caller. */
export function vpcResource({ account, region }: TencentCall, id: string): string {
  return `qcs::vpc:${region}:uin/${account.uin}:vpc/${id}`;
}

/** Six-segment name of a subnet of the caller. */
export function subnetResource({ account, region }: TencentCall, id: string): string {
  return `qcs::vpc:${region}:uin/${account.uin}:subnet/${id}`;
}
