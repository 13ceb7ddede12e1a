import { setting } from "../../../settings.ts";

/** What the vendor does not document of `vpc`. */
export const vpcSettings = {
  tencentUnknownIds: setting({
    name: "tencentUnknownIds",
    values: ["ResourceNotFound", "left-out"],
    means: "what DescribeVpcs and DescribeSubnets answer when a listed id, well formed, is nobody's",
    row: "T5.1",
  }),
  vpcFilterValues: setting({
    name: "vpcFilterValues",
    values: [5, 100],
    means: "most values of one filter in the VPC product's lists",
    row: "T5.1",
  }),
  vpcTimeZone: setting({
    name: "vpcTimeZone",
    values: ["+08:00", "UTC"],
    means: "the time zone of CreatedTime, which names none",
    row: "T5.3",
  }),
  vpcTenRange: setting({
    name: "vpcTenRange",
    values: ["10.0.0.0/8", "10.0.0.0/12"],
    means: "where a VPC that begins with 10 may lie; the pages of the console and of the API differ",
    row: "T5.3",
  }),
  tencentVpcsPerRegion: setting({
    name: "tencentVpcsPerRegion",
    values: [1_000, 20],
    means: "the account's VPC quota in a region, appid-max-vpcs; 20 until it is raised",
    row: "T5.3",
  }),
  vpcDeleteWithSubnets: setting({
    name: "vpcDeleteWithSubnets",
    values: ["cascade", "refused"],
    means: "what becomes of empty subnets when their VPC is deleted",
    row: "T14.8",
  }),
  vpcDeleteWithLink: setting({
    name: "vpcDeleteWithLink",
    values: ["refused", "orphan"],
    means:
      "whether a VPC or subnet in which a registry's link holds an address can be deleted, leaving the link behind",
    row: "T12.2, T14.8",
  }),
  usedIpResourceType: setting({
    name: "usedIpResourceType",
    values: ["TCR", "CLB", "ENI"],
    means: "the ResourceType of a link's address in DescribeUsedIpAddress",
    row: "T14.8",
  }),
  linkInterfaces: setting({
    name: "linkInterfaces",
    values: ["hidden", "shown"],
    means: "whether the address of a link shows as a network interface",
    row: "T14.8",
  }),
} as const;
