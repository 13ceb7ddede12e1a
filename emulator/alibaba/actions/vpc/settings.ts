import { setting } from "../../../settings.ts";

export const vpcSettings = {
  networkAvailableMs: setting({
    name: "networkAvailableMs",
    values: [0, 3_000],
    means: "how long a new VPC stays Pending",
    row: "alibaba 4.1",
  }),
  subnetAvailableMs: setting({
    name: "subnetAvailableMs",
    values: [0, 3_000],
    means: "how long a new vSwitch stays Pending",
    row: "alibaba 4.2",
  }),
  unknownVpcFilter: setting({
    name: "unknownVpcFilter",
    values: ["empty-list", "refused"],
    means: "what DescribeVpcs answers for an id that no VPC has",
    row: "alibaba 4.1",
  }),
  unknownVpcCode: setting({
    name: "unknownVpcCode",
    values: ["InvalidVpcID.NotFound", "Forbidden.VpcNotFound"],
    means: "how the calls on one VPC name a VPC that does not exist",
    row: "alibaba 4.1",
  }),
  keyOnlyTagFilter: setting({
    name: "keyOnlyTagFilter",
    values: ["key-present", "empty-value"],
    means: "what a tag condition without a value asks for in DescribeVpcs and DescribeVSwitches",
    row: "alibaba 4.1",
  }),
  lastTagPage: setting({
    name: "lastTagPage",
    values: ["empty-token", "no-token"],
    means: "how the last page of ListTagResources says that it is the last",
    row: "alibaba 4.3",
  }),
  occupiedSubnetCode: setting({
    name: "occupiedSubnetCode",
    values: ["DependencyViolation", "DependencyViolation.NetworkInterface"],
    means: "how DeleteVSwitch refuses while a link holds an address of it",
    row: "alibaba 10.5",
  }),
  vpcsPerRegion: setting({
    name: "vpcsPerRegion",
    values: [1_000, 10],
    means: "the account's VPC quota in a region; 10 until it is raised",
    row: "alibaba 4.4",
  }),
  resolverChangeMs: setting({
    name: "resolverChangeMs",
    values: [0, 3_000],
    means:
      "how long a DHCP options set and its association with a VPC stay Pending, and a new outbound endpoint INIT; resolvers follow afterwards",
    row: "alibaba 4.1",
  }),
  listOrder: setting({
    name: "listOrder",
    values: ["oldest-first", "newest-first"],
    means: "the order of DescribeVpcs and DescribeVSwitches",
    row: "alibaba 4.1",
  }),
} as const;
