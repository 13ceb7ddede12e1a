import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { validatePattern } from "../alibaba/eventbridge/pattern.ts";
import { nextRun } from "../function-host/cron.ts";
import { mistakes } from "./check.ts";
import { fc3Schema } from "./fc3-schema.ts";

interface TimerTrigger {
  readonly triggerName: string;
  readonly triggerType: "timer";
  readonly triggerConfig: { readonly cronExpression: string; readonly enable: boolean; readonly payload?: string };
}

export interface EventTrigger {
  readonly triggerName: string;
  readonly triggerType: "eventbridge";
  readonly triggerConfig: {
    readonly triggerEnable: boolean;
    readonly asyncInvocationType: boolean;
    /** JSON text. */
    readonly eventRuleFilterPattern: string;
    readonly eventSourceConfig: { readonly eventSourceType: "Default" };
  };
}

/** `props` of component fc3, as far as they are honoured here. */
export interface FunctionProps {
  readonly region: string;
  readonly functionName: string;
  readonly runtime: string;
  readonly handler: string;
  /** Relative to the manifest. */
  readonly code: string;
  readonly timeout: number;
  readonly memorySize: number;
  readonly cpu?: number;
  readonly environmentVariables?: Readonly<Record<string, string>>;
  readonly role?: string;
  readonly asyncInvokeConfig?: {
    readonly maxAsyncRetryAttempts?: number;
    readonly maxAsyncEventAgeInSeconds?: number;
    readonly destinationConfig?: { readonly onFailure: { readonly destination: string } };
  };
  readonly concurrencyConfig?: { readonly reservedConcurrency: number };
  readonly triggers?: readonly (TimerTrigger | EventTrigger)[];
}

export interface Manifest {
  readonly resources: Readonly<Record<string, { readonly component: "fc3"; readonly props: FunctionProps }>>;
}

/**
 * Reads what `s preview` printed; throws one error that names every mistake. Beyond the schema it checks what the
 * component leaves to the cloud: handlers, timers, patterns, the order of triggers, cores against memory.
 * @param base folder of the manifest.
 */
export function readManifest(value: unknown, base: string): Manifest {
  const found = mistakes(fc3Schema, value);
  if (found.length === 0) {
    // The schema above holds exactly what the type says.
    const manifest = value as Manifest;
    for (const [name, { props }] of Object.entries(manifest.resources))
      found.push(...functionMistakes(props, `manifest.resources.${name}.props`, base));
    if (found.length === 0) return manifest;
  }
  throw new Error(`the manifest cannot be deployed:\n${found.map((one) => `- ${one}`).join("\n")}`);
}

/** The pattern of an event trigger; throws when it is no JSON. */
export function patternOf({ triggerConfig }: EventTrigger): unknown {
  return JSON.parse(triggerConfig.eventRuleFilterPattern);
}

function functionMistakes(props: FunctionProps, path: string, base: string): string[] {
  const triggers = props.triggers ?? [];
  const names = triggers.map(({ triggerName }) => triggerName);
  const firstEvent = triggers.findIndex(({ triggerType }) => triggerType === "eventbridge");
  const found = [...handlerMistakes(props, path, base), ...coreMistakes(props, path)];
  if (firstEvent !== -1 && triggers.slice(firstEvent).some(({ triggerType }) => triggerType !== "eventbridge"))
    found.push(`${path}.triggers must have eventbridge last: the component skips what follows an unchanged one`);
  if (new Set(names).size !== names.length) found.push(`${path}.triggers must have a name each: ${names.join(", ")}`);
  triggers.forEach((trigger, index) => {
    found.push(...triggerMistakes(trigger, `${path}.triggers[${index}]`));
  });
  return found;
}

function handlerMistakes({ handler, code }: FunctionProps, path: string, base: string): string[] {
  const folder = resolve(base, code);
  const file = handler.slice(0, handler.lastIndexOf("."));
  const exists = [".js", ".mjs", ".cjs"].some((extension) => existsSync(join(folder, file + extension)));
  return exists ? [] : [`${path}.handler: there is no ${file}.js in ${folder}; has it been built?`];
}

function coreMistakes({ cpu, memorySize }: FunctionProps, path: string): string[] {
  if (cpu === undefined) return [];
  const perCore = memorySize / 1_024 / cpu;
  return perCore >= 1 && perCore <= 4 ? [] : [`${path}.cpu: a core needs 1 to 4 GB of memory, not ${perCore}`];
}

function triggerMistakes(trigger: TimerTrigger | EventTrigger, path: string): string[] {
  try {
    if (trigger.triggerType === "eventbridge")
      return validatePattern(patternOf(trigger), `${path}.triggerConfig.eventRuleFilterPattern`);
    nextRun(trigger.triggerConfig.cronExpression, 0);
    return [];
  } catch (error) {
    return [`${path}.triggerConfig: ${error instanceof Error ? error.message : String(error)}`];
  }
}
