import type { RegistrySettings } from "../../../shared/model/settings.ts";
import { Fault } from "../../fault.ts";
import { type DeployOptions, type DeployPlan, registriesToDeploy } from "../plan.ts";

/** Where the function runs: the registries' own region, since a rule reaches only functions of its region. */
export function planForAlibaba(options: DeployOptions): DeployPlan {
  const registries = registriesToDeploy(options, "alibaba");
  const regions = [...new Set(registries.map((registry) => registry.region))];
  const [only, ...more] = regions;
  const region = options.region ?? (more.length === 0 ? only : undefined);
  if (region === undefined)
    throw new Fault(
      `the registries of ${options.file} lie in ${regions.join(", ")}: say with --region where the function shall run. Each region needs a deployment of its own to hear its events.`,
    );
  return { options, region, registries, notes: notesOf(registries, region) };
}

function notesOf(registries: readonly RegistrySettings[], region: string): readonly string[] {
  const deaf = registries.filter((registry) => registry.region !== region).map(({ alias }) => alias);
  return deaf.length === 0
    ? []
    : [`no events of ${deaf.join(", ")}, which lie outside ${region}: their networks wait for a timer`];
}
