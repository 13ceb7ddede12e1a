import { setting } from "../../settings.ts";

/** What the vendor does not document about rights and temporary credentials. */
export const rightsSettings = {
  camDenyCode: setting({
    name: "camDenyCode",
    values: ["UnauthorizedOperation", "AuthFailure.UnauthorizedOperation", "UnauthorizedOperation.CamNoAuth"],
    means: "the code of a call that no policy allows",
    row: "T12.3",
  }),
  tcrDenyCode: setting({
    name: "tcrDenyCode",
    values: ["as-others", "UnauthorizedOperation.ErrorTcrUnauthorized"],
    means: "the code with which Container Registry refuses a call that no policy allows",
    row: "T14.10",
  }),
  scfDenyCode: setting({
    name: "scfDenyCode",
    values: ["UnauthorizedOperation.CAM", "as-others"],
    means: "the code with which Serverless Cloud Function refuses a call that no policy allows",
    row: "T12.3",
  }),
  tcrLinkGranularity: setting({
    name: "tcrLinkGranularity",
    values: ["instance", "all"],
    means:
      "what rights on links and their names are checked on: the registry, or anything, which a policy that names a resource does not allow",
    row: "T14.10",
  }),
  tcrListGranularity: setting({
    name: "tcrListGranularity",
    values: ["named", "all-instances"],
    means: "what DescribeInstances and DescribeInstanceStatus check rights on: the registries asked for, or all",
    row: "T14.10",
  }),
  tcrDnsNeedsPrivateDns: setting({
    name: "tcrDnsNeedsPrivateDns",
    values: [false, true],
    means: "whether the calls that switch a link's names need rights on Private DNS as well",
    row: "T14.10",
  }),
  vpcReadGranularity: setting({
    name: "vpcReadGranularity",
    values: ["operation", "resource"],
    means: "what reading networks and subnets checks rights on: anything, or all networks of the region",
    row: "T14.10",
  }),
  camGranularity: setting({
    name: "camGranularity",
    values: ["operation", "resource"],
    means: "what calls about roles and policies check rights on: anything, or the role or policy",
    row: "T14.10",
  }),
  assumeUnknownRole: setting({
    name: "assumeUnknownRole",
    values: ["InternalError.GetRoleError", "ResourceNotFound.RoleNotFound"],
    means: "how AssumeRole refuses a role that is not there",
    row: "T8",
  }),
} as const;
