import { tencentAction } from "../../action.ts";
import { errorsOf, refuse } from "./errors.ts";
import { findRegistry, registryField, registryResource } from "./find.ts";

/** The product makes no record for such a name: the customer does. */
export const createInstanceCustomizedDomain = tencentAction({
  product: "tcr",
  name: "CreateInstanceCustomizedDomain",
  access: "write",
  callsPerSecond: 1,
  parameters: {
    RegistryId: registryField,
    DomainName: { type: "string", required: true, means: "the customer's own domain" },
    CertificateId: { type: "string", required: true, means: "a certificate for it" },
  },
  errors: errorsOf("ResourceNotFound", "InvalidParameter", "InternalError.ErrorConflict"),
  run(call) {
    const { parameters, account } = call;
    const registry = findRegistry(call);
    const name = (parameters.string("DomainName") ?? "").toLowerCase();
    if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(name)) refuse("InvalidParameter");
    const all = [...account.registries.values()].flatMap(({ customDomains }) => customDomains);
    if (all.some((domain) => domain.name === name)) refuse("InternalError.ErrorConflict");
    registry.customDomains.push({
      name,
      certificateId: parameters.string("CertificateId") ?? "",
      status: "SUCCESS",
    });
    return {};
  },
  resources: (call) => registryResource(call),
});
