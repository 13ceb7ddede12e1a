import type { ModuleName, RegistryInstance } from "../state.ts";

/** The VPC names of one module of an instance, as `GetInstanceVpcEndpoint` returns them in `Domains`. */
export function domainsOf(instance: RegistryInstance, module: ModuleName): readonly string[] {
  return [`${instance.name}-${module.toLowerCase()}-vpc.${parentDomain(instance)}`];
}

/** The names of one module that anybody can resolve, as `GetInstanceEndpoint` returns them. */
export function publicDomainsOf(instance: RegistryInstance, module: ModuleName): readonly string[] {
  return [`${instance.name}-${module.toLowerCase()}.${parentDomain(instance)}`];
}

/** The name under which all instances of a region have theirs. */
export function parentDomain(instance: RegistryInstance): string {
  return `${instance.region}.cr.aliyuncs.com`;
}
