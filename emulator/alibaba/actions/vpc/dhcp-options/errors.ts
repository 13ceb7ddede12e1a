import type { ActionError } from "../../../action.ts";

const refusal = (code: string, message: string): ActionError => ({ status: 400, code, message });

/** Refusals of the calls on DHCP options sets, as their pages list them. */
export const dhcpErrors = {
  notFound: refusal("InvalidDhcpOptionsSetId.NotFound", "The specified dhcpOptionsSetId does not exist."),
  notReady: refusal("IncorrectStatus.DhcpOptionsSet", "The DhcpOptionsSet status does not support this operation."),
  vpcNotFound: refusal("InvalidVpcId.NotFound", "Specified value of VpcId is not found in our record."),
  vpcNotReady: refusal(
    "IncorrectStatus.VpcDhcpOptionsSet",
    "The dhcpOptionsSet status of VPC does not support this operation.",
  ),
  attached: refusal("OperationFailed.AttachmentExist", "The current VPC is already attached to a DHCP options set."),
  notAttached: refusal("OperationFailed.AttachmentNotExist", "The current VPC is not attached to a DHCP options set."),
  otherAttached: refusal("AttrMismatching.VpcDhcpOptionsSetId", "The dhcpOptionsSetId does not match the VPC."),
  inUse: refusal("DependencyViolation.VpcAttachment", "DhcpOptionsSet cannot be deleted when it is attached to VPC."),
  malformedServers: refusal(
    "InvalidDomainNameServers.Malformed",
    "The specified format of DomainNameServers is invalid.",
  ),
  tooManyServers: refusal(
    "QuotaExceeded.DomainNameServers",
    "The maximum number of domain name servers cannot exceed 4.",
  ),
  illegalServers: refusal("IllegalParam.DomainNameServers", "The specified DomainNameServers is invalid."),
  illegalDomain: refusal("IllegalParam.DomainName", "The specified DomainName is invalid."),
  illegalName: refusal("IllegalParam.DhcpOptionsSetName", "The specified DhcpOptionsSetName is invalid."),
  illegalDescription: refusal(
    "IllegalParam.DhcpOptionsSetDescription",
    "The specified DhcpOptionsSetDescription is invalid.",
  ),
  illegalLeaseTime: refusal("IllegalParam.LeaseTime", "LeaseTime is illegal."),
} as const satisfies Record<string, ActionError>;
