import { Client as PrivateDns } from "tencentcloud-sdk-nodejs/tencentcloud/services/privatedns/v20201028/privatedns_client.js";
import { Client as Sts } from "tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_client.js";
import { Client as Tcr } from "tencentcloud-sdk-nodejs/tencentcloud/services/tcr/v20190924/tcr_client.js";
import { Client as Vpc } from "tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client.js";

/** The vendor's own client of each product, which knows its API version and its host name. */
export const clients = { tcr: Tcr, vpc: Vpc, privatedns: PrivateDns, sts: Sts };

/** The products whose APIs the driver calls. */
export type Product = keyof typeof clients;

/** Repeating a read is free; every action that is not one by its name counts as a write. */
export function isRead(action: string): boolean {
  return /^(?:Describe|Get|Check|Query)/.test(action);
}

/** Requests in a second, where the vendor publishes another number than the usual one. */
const published: Readonly<Record<string, number>> = {
  "tcr:ManageInternalEndpoint": 2,
  "tcr:DescribeInstances": 100,
  "vpc:DescribeVpcs": 100,
  "vpc:DescribeSubnets": 100,
  "privatedns:DescribePrivateZoneService": 10,
  "privatedns:DescribeForwardRuleList": 10,
  "privatedns:DescribeAuditLog": 5,
  "privatedns:QueryAsyncBindVpcStatus": 10,
  "privatedns:AddSpecifyPrivateZoneVpc": 2,
  "privatedns:DeleteSpecifyPrivateZoneVpc": 10,
  "privatedns:CreatePrivateZone": 10,
  "privatedns:ModifyRecordsStatus": 5,
  "sts:AssumeRole": 600,
};

const usual = 20;

/**
 * Requests of one action that one identity gets in a second, over all regions.
 * Sources: https://cloud.tencent.com/document/api/1141/41605, https://cloud.tencent.com/document/api/1338/112346,
 * https://www.tencentcloud.com/document/api/1097/42100 (forwarding rules), https://cloud.tencent.com/document/api/215/15778;
 * what is counted: https://cloud.tencent.com/document/product/1278/109059
 */
export function perSecond(call: string): number {
  return published[call] ?? usual;
}
