import { setting } from "../../../settings.ts";

export const crSettings = {
  linkReadyMs: setting({
    name: "linkReadyMs",
    values: [90_000, 5_000, 540_000],
    means: "how long a link takes from CREATING to RUNNING, in world time",
    row: "alibaba 10.5, 11.4",
  }),
  linkGoneMs: setting({
    name: "linkGoneMs",
    values: [20_000, 0, 180_000],
    means: "how long a link takes to disappear after its delete call, in world time",
    row: "alibaba 10.5, 11.4",
  }),
  linkListedMs: setting({
    name: "linkListedMs",
    values: [0, 5_000],
    means: "how long after its create call a link appears in GetInstanceVpcEndpoint",
    row: "alibaba 1.13",
  }),
  linkOutcome: setting({
    name: "linkOutcome",
    values: ["RUNNING", "CREATE_FAILED", "CREATING"],
    means: "what a new link comes to: ready, a state that no page names, or never done",
    row: "alibaba 11.4",
  }),
  deletingLink: setting({
    name: "deletingLink",
    values: ["DELETING", "RUNNING"],
    means: "the state that a link shows between its delete call and its end",
    row: "alibaba 11.4",
  }),
  addressWhileCreating: setting({
    name: "addressWhileCreating",
    values: ["empty", "absent", "present"],
    means: "the Ip of a link that is CREATING",
    row: "alibaba 1.6, 11.4",
  }),
  noLinks: setting({
    name: "noLinks",
    values: ["empty-list", "absent"],
    means: "LinkedVpcs of an endpoint without links",
    row: "alibaba 1.6",
  }),
  firstLinkDefaultAccess: setting({
    name: "firstLinkDefaultAccess",
    values: [true, false],
    means: "the first link of an instance and module gets DefaultAccess",
    row: "alibaba 10.6, 11.5",
  }),
  defaultAccessMoves: setting({
    name: "defaultAccessMoves",
    values: [false, true],
    means: "when the link with DefaultAccess goes, the oldest one left gets it",
    row: "alibaba 11.5",
  }),
  quotaCounts: setting({
    name: "quotaCounts",
    values: ["networks", "links"],
    means: "whether the Registry and the Chart link of one VPC use one unit of the quota or two",
    row: "alibaba 1.9, 11.6",
  }),
  quotaShown: setting({
    name: "quotaShown",
    values: ["strings", "absent"],
    means: "VpcQuota and VpcUsage in GetInstanceUsage",
    row: "alibaba 1.9",
  }),
  moduleLeftOut: setting({
    name: "moduleLeftOut",
    values: ["Registry", "refused"],
    means: "what a call without ModuleName means",
    row: "alibaba 1.6",
  }),
  failedReadForm: setting({
    name: "failedReadForm",
    values: ["envelope", "error-body"],
    means: "how a cr read fails: HTTP 200 with IsSuccess false, or HTTP 4xx with the gateway's body",
    row: "alibaba 1.1, 10.4, 11.3",
  }),
  failedWriteForm: setting({
    name: "failedWriteForm",
    values: ["error-body", "envelope"],
    means: "how a cr write fails: HTTP 4xx with the gateway's body, or HTTP 200 with IsSuccess false",
    row: "alibaba 1.1, 10.4, 11.3",
  }),
  repeatedLinkCode: setting({
    name: "repeatedLinkCode",
    values: ["INSTANCE_ACCESS_ALREADY_EXIST", "INSTANCE_ACCESS_EXIST", "success"],
    means: "the answer to a create call for a link that is there",
    row: "alibaba 1.7, 10.8, 11.3",
  }),
  secondSubnetCode: setting({
    name: "secondSubnetCode",
    values: ["INSTANCE_ACCESS_ALREADY_EXIST", "INSTANCE_ACCESS_VPC_EXIST", "success"],
    means: "the answer to a create call with a second vSwitch of a linked VPC",
    row: "alibaba 1.7, 10.8, 11.3",
  }),
  noAddressCode: setting({
    name: "noAddressCode",
    values: ["VSWITCH_IP_NOT_ENOUGH", "SLB_SERVICE_ERROR"],
    means: "the refusal when the vSwitch has no address left",
    row: "alibaba 1.7, 10.8, 11.3",
  }),
  foreignVpcCode: setting({
    name: "foreignVpcCode",
    values: ["VPC_NOT_EXIST", "VSWITCH_NOT_EXIST", "INVALID_PARAMETER"],
    means: "the refusal for a VPC that the caller does not own",
    row: "alibaba 5.3, 10.8, 11.3",
  }),
  endpointEnabledWithoutLinks: setting({
    name: "endpointEnabledWithoutLinks",
    values: [true, false],
    means: "Enable in GetInstanceVpcEndpoint while there is no link",
    row: "alibaba 1.6",
  }),
  largestInstancePage: setting({
    name: "largestInstancePage",
    values: [100, 30],
    means: "the largest PageSize of ListInstance; a larger one is cut to it",
    row: "alibaba 1.2, 11.7",
  }),
} as const;
