import { tencentAction } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import { errorsOf } from "./errors.ts";
import { findRegistry, registryField } from "./find.ts";

export const describeInstanceCustomizedDomain = tencentAction({
  product: "tcr",
  name: "DescribeInstanceCustomizedDomain",
  access: "read",
  callsPerSecond: 20,
  parameters: { RegistryId: registryField, ...pagingFields(100) },
  errors: errorsOf("ResourceNotFound"),
  run(call) {
    const { id, customDomains } = findRegistry(call);
    return {
      DomainInfoList: pageOf(customDomains, call.parameters).map(({ name, certificateId, status }) => ({
        RegistryId: id,
        CertId: certificateId,
        DomainName: name,
        Status: status === "SUCCESS" ? call.settings.customDomainWords : status,
      })),
      TotalCount: customDomains.length,
    };
  },
});
