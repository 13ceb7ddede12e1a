import { parseConfiguration } from "../../shared/config/parse.ts";
import { renderProblems } from "../../shared/config/problem.ts";
import type { CloudName } from "../../shared/model/network.ts";
import { type Mode, modes, type RegistrySettings } from "../../shared/model/settings.ts";
import { Fault } from "../fault.ts";

/** What a deployment takes, from its options or the environment. */
export interface DeployOptions {
  /** Path of the configuration, for people. */
  readonly file: string;
  readonly text: string;
  /** Where the function runs; `null`: the cloud's own default. */
  readonly region: string | null;
  readonly mode: Mode;
  /** `null`: a name made of the account and the region. */
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

/** Checks a configuration for deployment to one cloud, all mistakes at once; the registries there. */
export function registriesToDeploy({ file, text }: DeployOptions, cloud: CloudName): readonly RegistrySettings[] {
  const parsed = parseConfiguration(text);
  if (!parsed.ok) throw new Fault(`${renderProblems(parsed.problems, file)}\nNothing was made.`);
  const registries = parsed.settings.registries.filter((registry) => registry.cloud === cloud);
  if (registries.length === 0)
    throw new Fault(`${file} names no registry with cloud: ${cloud}, so there is nothing to deploy there.`);
  return registries;
}
