import { tencentAction } from "../../action.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";

export const deleteInstanceCustomizedDomain = tencentAction({
  product: "tcr",
  name: "DeleteInstanceCustomizedDomain",
  access: "write",
  callsPerSecond: 1,
  parameters: {
    RegistryId: registryField,
    DomainName: { type: "string", required: true, means: "the domain" },
    CertificateId: { type: "string", means: "its certificate" },
  },
  errors: errorsOf("ResourceNotFound"),
  run(call) {
    const { parameters } = call;
    const { customDomains } = findRegistry(call);
    const certificate = parameters.string("CertificateId");
    const index = customDomains.findIndex(
      ({ name, certificateId }) =>
        name === parameters.string("DomainName")?.toLowerCase() &&
        (certificate === undefined || certificate === certificateId),
    );
    if (index === -1) refuse("ResourceNotFound");
    customDomains.splice(index, 1);
    return {};
  },
  resources: (call) => registryResource(call),
});
