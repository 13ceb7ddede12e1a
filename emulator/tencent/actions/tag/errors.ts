import { refusalsFrom } from "../../refusals.ts";

/** Refusals of the Tag product (its list of error codes). */
export const tagRefusals = refusalsFrom({
  "FailedOperation.ResourceAppIdNotSame": "The resource belongs to another account.",
  InvalidParameter:
    "A parameter is wrong: ReplaceTags and DeleteTags must not both be absent, and neither may be empty.",
  "InvalidParameter.PaginationTokenInvalid": "The PaginationToken is not valid.",
  "InvalidParameter.ReservedTagKey": "The tag keys qcloud, tencent and project are reserved by the system.",
  "InvalidParameter.Tag": "The tags are not valid.",
  "InvalidParameter.UnsupportedService": "The service does not support this operation on tags.",
  "InvalidParameterValue.DeleteTagsParamError": "DeleteTags must not contain keys of ReplaceTags.",
  "InvalidParameterValue.OffsetInvalid": "The offset must be a multiple of the limit.",
  "InvalidParameterValue.RegionInvalid": "The region of the resource is wrong or missing.",
  "InvalidParameterValue.ResourceDescriptionError": "The six-segment name of the resource is wrong.",
  "InvalidParameterValue.ResourceIdInvalid": "The id of the resource is wrong.",
  "InvalidParameterValue.ResourcePrefixInvalid": "The resource prefix is wrong or missing.",
  "InvalidParameterValue.ServiceTypeInvalid": "The service type is wrong.",
  "InvalidParameterValue.TagFilters": "The tag filters are wrong or missing.",
  "InvalidParameterValue.TagFiltersLengthExceeded": "There are more tag filters, or values of one, than allowed.",
  "InvalidParameterValue.TagKeyCharacterIllegal": "A tag key contains characters that are not allowed.",
  "InvalidParameterValue.TagKeyDuplicate": "A tag key comes twice.",
  "InvalidParameterValue.TagKeyEmpty": "A tag key must not be empty.",
  "InvalidParameterValue.TagKeyLengthExceeded": "A tag key is too long.",
  "InvalidParameterValue.TagValueCharacterIllegal": "A tag value contains characters that are not allowed.",
  "InvalidParameterValue.TagValueLengthExceeded": "A tag value is too long.",
  "InvalidParameterValue.UinInvalid": "The Uin is not valid.",
  "LimitExceeded.ResourceAttachedTags": "The resource has as many tags as it may have.",
  "LimitExceeded.ResourceNumPerRequest": "There are more resources in the request than allowed.",
  "LimitExceeded.TagNumPerRequest": "There are more tags in the request than allowed.",
  "ResourceInUse.TagKeyAttached": "The tag key is attached to the resource already.",
  "ResourceNotFound.AttachedTagKeyNotFound": "The tag key is not attached to the resource.",
});
