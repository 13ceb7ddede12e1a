import { parseConfiguration } from "../../../shared/config/parse.ts";
import { renderProblems } from "../../../shared/config/problem.ts";
import { type Mode, modes, type RegistrySettings } from "../../../shared/model/settings.ts";
import { Fault } from "../../fault.ts";

/** What a deployment takes, from its options or the environment. */
export interface DeployOptions {
  /** Path of the configuration, for people. */
  readonly file: string;
  readonly text: string;
  /** `null`: the region of the registries, where they have one. */
  readonly region: string | null;
  readonly mode: Mode;
  /** `null`: `mooring-<account>-<region>`. */
  readonly bucket: string | null;
  readonly deployment: string;
}

/** A configuration that can be deployed, and where to. */
export interface DeployPlan {
  readonly options: DeployOptions;
  readonly region: string;
  readonly registries: readonly RegistrySettings[];
  /** What a person should know and nothing stops. */
  readonly notes: readonly string[];
}

export function readMode(text: string): Mode {
  const mode = modes.find((candidate) => candidate === text);
  if (mode === undefined) throw new Fault(`the mode "${text}" is none; it is one of ${modes.join(", ")}.`);
  return mode;
}

/** Checks a configuration for deployment, all mistakes at once. */
export function planDeployment(options: DeployOptions): DeployPlan {
  const { file, text } = options;
  const parsed = parseConfiguration(text);
  if (!parsed.ok) throw new Fault(`${renderProblems(parsed.problems, file)}\nNothing was made.`);
  const registries = parsed.settings.registries.filter(({ cloud }) => cloud === "alibaba");
  if (registries.length === 0)
    throw new Fault(`${file} names no registry with cloud: alibaba, so there is nothing to deploy there.`);
  const regions = [...new Set(registries.map((registry) => registry.region))];
  const [only, ...more] = regions;
  const region = options.region ?? (more.length === 0 ? only : undefined);
  if (region === undefined)
    throw new Fault(
      `the registries of ${file} lie in ${regions.join(", ")}: say with --region where the function shall run. Each region needs a deployment of its own to hear its events.`,
    );
  const deaf = registries.filter((registry) => registry.region !== region).map(({ alias }) => alias);
  const notes =
    deaf.length === 0
      ? []
      : [`no events of ${deaf.join(", ")}, which lie outside ${region}: their networks wait for a timer`];
  return { options, region, registries, notes };
}
