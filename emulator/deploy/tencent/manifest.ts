import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { nextScfRun } from "../../tencent/scf/cron.ts";
import { mistakes } from "../check.ts";
import { multiScfSchema } from "./multi-scf-schema.ts";
import { fillText, fillVariables } from "./variables.ts";

type Folder = string | { readonly src: string };

interface Shared {
  readonly runtime?: string;
  readonly memorySize?: number;
  readonly timeout?: number;
  readonly environments?: readonly { readonly key: string; readonly value: string }[];
  readonly description?: string;
  readonly src?: Folder;
}

interface FunctionInputs extends Shared {
  readonly name?: string;
  readonly handler: string;
  readonly role?: string;
  readonly retryNum?: number;
  readonly msgTTL?: number;
}

interface TimerInputs {
  readonly type: "timer";
  /** Key of the function. */
  readonly function: string;
  readonly parameters: {
    readonly name: string;
    readonly cronExpression: string;
    readonly enable?: boolean;
    readonly argument?: string;
    readonly qualifier?: string;
  };
}

/** A `serverless.yml` with its variables filled. */
interface ScfManifest {
  readonly app?: string;
  readonly stage?: string;
  readonly name: string;
  readonly inputs: Shared & {
    readonly region: string;
    readonly namespace?: string;
    readonly functions: Readonly<Record<string, FunctionInputs>>;
    readonly triggers?: readonly TimerInputs[];
  };
}

/** A function as it is deployed: what it leaves out is the top level's, or the component's default. */
export interface DeployedFunction {
  readonly key: string;
  readonly name: string;
  readonly handler: string;
  /** Whole path of the folder. */
  readonly code: string;
  readonly runtime: string;
  readonly memorySize: number;
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly description: string;
  readonly role: string | null;
  readonly retryNum: number;
  /** Seconds. */
  readonly msgTTL: number;
}

interface DeployedTimer {
  readonly functionKey: string;
  readonly name: string;
  readonly cron: string;
  readonly argument: string;
  readonly enabled: boolean;
  readonly qualifier: string;
}

export interface ReadManifest {
  readonly region: string;
  readonly namespace: string;
  readonly functions: readonly DeployedFunction[];
  readonly timers: readonly DeployedTimer[];
}

/** Defaults of the component and of the API. */
const usual = { runtime: "Nodejs12.16", memorySize: 128, timeout: 3, retryNum: 2, msgTTL: 21_600 } as const;

/** Reads a `serverless.yml` of component multi-scf; throws one error that names every mistake with its place. */
export function readScfManifest(file: string, env: Readonly<Record<string, string>>): ReadManifest {
  const found: string[] = [];
  const filled = filledManifest(parse(readFileSync(file, "utf8")), env, found);
  if (found.length === 0) found.push(...mistakes(multiScfSchema, filled));
  if (found.length === 0) {
    // The schema above holds exactly what the type says.
    const manifest = filled as ScfManifest;
    const read = deployed(manifest, dirname(resolve(file)));
    found.push(...functionMistakes(read.functions), ...timerMistakes(read));
    if (found.length === 0) return read;
  }
  throw new Error(`${file} cannot be deployed:\n${found.map((one) => `- ${one}`).join("\n")}`);
}

/** `app`, `stage` and `name` first, since the rest may name them. */
function filledManifest(value: unknown, env: Readonly<Record<string, string>>, found: string[]): unknown {
  const top: Readonly<Record<string, unknown>> = typeof value === "object" && value !== null ? { ...value } : {};
  const own = (key: string, otherwise: string) => {
    const text = top[key];
    return typeof text === "string" ? fillText(text, { env }, `manifest.${key}`, found) : otherwise;
  };
  const name = own("name", "");
  const variables = { env, name, app: own("app", name), stage: own("stage", "dev") };
  // Told once already.
  const again: string[] = [];
  const filled = fillVariables(value, variables, "manifest", again);
  found.push(...again.filter((mistake) => !found.includes(mistake)));
  return filled;
}

function deployed(manifest: ScfManifest, base: string): ReadManifest {
  const { inputs, name, app = name, stage = "dev" } = manifest;
  const functions = Object.entries(inputs.functions).map(([key, own]): DeployedFunction => {
    const environments = [...(inputs.environments ?? []), ...(own.environments ?? [])];
    return {
      key,
      name: own.name ?? `${name}-${stage}-${app}-${key}`,
      handler: own.handler,
      code: resolve(base, pathOf(inputs.src), pathOf(own.src)),
      runtime: own.runtime ?? inputs.runtime ?? usual.runtime,
      memorySize: own.memorySize ?? inputs.memorySize ?? usual.memorySize,
      timeout: own.timeout ?? inputs.timeout ?? usual.timeout,
      environment: Object.fromEntries(environments.map((one) => [one.key, one.value])),
      description: own.description ?? inputs.description ?? "",
      role: own.role ?? null,
      retryNum: own.retryNum ?? usual.retryNum,
      msgTTL: own.msgTTL ?? usual.msgTTL,
    };
  });
  const timers = (inputs.triggers ?? []).map(
    ({ function: functionKey, parameters }): DeployedTimer => ({
      functionKey,
      name: parameters.name,
      cron: parameters.cronExpression,
      argument: parameters.argument ?? "",
      enabled: parameters.enable ?? false,
      qualifier: parameters.qualifier ?? "$DEFAULT",
    }),
  );
  return { region: inputs.region, namespace: inputs.namespace ?? "default", functions, timers };
}

function pathOf(folder: Folder | undefined): string {
  return typeof folder === "object" ? folder.src : (folder ?? ".");
}

function functionMistakes(functions: readonly DeployedFunction[]): string[] {
  const names = functions.map(({ name }) => name);
  return functions.flatMap(({ key, name, handler, code, runtime }) => {
    const path = `manifest.inputs.functions.${key}`;
    const file = handler.slice(0, handler.lastIndexOf("."));
    const exists = [".js", ".mjs", ".cjs"].some((extension) => existsSync(join(code, file + extension)));
    return [
      ...(exists ? [] : [`${path}.handler: there is no ${file}.js in ${code}; has it been built?`]),
      ...(runtime === usual.runtime ? [`${path}.runtime is left out, and ${runtime} is too old`] : []),
      ...(names.filter((other) => other === name).length > 1
        ? [`${path}.name: ${name} is another function's too`]
        : []),
    ];
  });
}

function timerMistakes({ functions, timers }: ReadManifest): string[] {
  return timers.flatMap(({ functionKey, name, cron }, index) => {
    const path = `manifest.inputs.triggers[${index}]`;
    const twins = timers.filter((other) => other.functionKey === functionKey && other.name === name);
    return [
      ...(functions.some(({ key }) => key === functionKey) ? [] : [`${path}.function: there is no ${functionKey}`]),
      ...(twins.length > 1 ? [`${path}.parameters.name: ${name} is another trigger's too`] : []),
      ...cronMistakes(cron, `${path}.parameters.cronExpression`),
    ];
  });
}

function cronMistakes(cron: string, path: string): string[] {
  try {
    nextScfRun(cron, 0, "UTC");
    return [];
  } catch (error) {
    return [`${path}: ${error instanceof Error ? error.message : String(error)}`];
  }
}
