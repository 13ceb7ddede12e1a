import { refusalsFrom } from "../../refusals.ts";

/** Every code that an action of `privatedns` answers here; messages follow the texts of the vendor's SDKs. */
const messages = {
  "FailedOperation.BindZoneVpcFailed": "The VPC failed to be bound.",
  "FailedOperation.DeleteLastBindVpcRecordFailed":
    "The private domain is bound to a VPC; its last record cannot be deleted.",
  "FailedOperation.DeleteZoneFailed": "The private domain failed to be deleted.",
  InvalidParameter: "A parameter is not valid.",
  "InvalidParameter.EndPointBindForwardRule": "The endpoint has been bound to a forwarding rule.",
  "InvalidParameter.EndPointNotExists": "The endpoint does not exist.",
  "InvalidParameter.EndPointServiceNotExist": "The endpoint service does not exist.",
  "InvalidParameter.ForwardRuleNotExist": "The forwarding rule does not exist.",
  "InvalidParameter.ForwardRuleZoneRepeatBind": "The private domain has already been bound with the forwarding rule.",
  "InvalidParameter.IllegalDomain": "The domain is not valid.",
  "InvalidParameter.IllegalDomainTld": "The top-level domain is not valid.",
  "InvalidParameter.IllegalPTRRecord": "The PTR record is not valid.",
  "InvalidParameter.IllegalRecord": "The record is not valid.",
  "InvalidParameter.IllegalRecordValue": "The record value is not valid.",
  "InvalidParameter.IllegalVpcInfo": "The VPC information is not valid.",
  "InvalidParameter.InvalidMX": "The MX priority is not valid.",
  "InvalidParameter.MXNotSupported": "MX records are not supported.",
  "InvalidParameter.RecordACountExceed": "The number of A records of one name exceeds the limit.",
  "InvalidParameter.RecordConflict": "The record conflicts with another one.",
  "InvalidParameter.RecordCountExceed": "The number of records exceeds the limit.",
  "InvalidParameter.RecordExist": "The record already exists.",
  "InvalidParameter.RecordLevelExceed": "The record has too many levels.",
  "InvalidParameter.RecordNotExist": "The record does not exist.",
  "InvalidParameter.RecordUnsupportWeight": "The record type does not support weights.",
  "InvalidParameter.UniqueIdNotExist": "The unique id does not exist.",
  "InvalidParameter.VpcBinded": "The VPC has been bound to another domain.",
  "InvalidParameter.VpcBindedMainDomain": "The VPC has been associated with the same primary domain.",
  "InvalidParameter.ZoneNotExists": "The domain does not exist.",
  InvalidParameterValue: "A parameter has a wrong value.",
  "InvalidParameterValue.IllegalTTLValue": "The TTL is not valid.",
  "InvalidParameterValue.ReservedDomain": "The domain is reserved.",
  LimitExceeded: "The quota is exceeded.",
  OperationDenied: "The operation is denied.",
  "ResourceInUse.ZoneBindForwardRule": "The private domain is bound to a forwarding rule.",
  ResourceNotFound: "The resource does not exist.",
  "ResourceNotFound.ServiceNotSubscribed": "The Private DNS service is not activated.",
  UnsupportedOperation: "The operation is not supported.",
  "UnsupportedOperation.AccountNotBound": "The account is not associated.",
  "UnsupportedOperation.ExistBoundVpc": "A VPC of the account is bound.",
} as const;

export type PrivatednsCode = keyof typeof messages;

const refusals = refusalsFrom<PrivatednsCode>(messages);
export const errorsOf = refusals.errorsOf;

/** Throws `RefusedError`. */
export function refuse(code: PrivatednsCode): never {
  return refusals.refuse(code);
}

/** The message of a code, for answers that tell it in a field. */
export function messageOf(code: PrivatednsCode): string {
  return messages[code];
}
