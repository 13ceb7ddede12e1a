import { dirname, resolve } from "node:path";
import type { Account } from "../alibaba/state.ts";
import type { Emulator } from "../emulator.ts";
import type { FunctionDefinition } from "../function-host/definition.ts";
import type { TriggerConfig } from "../function-host/triggers.ts";
import { type FunctionProps, patternOf, readManifest } from "./manifest.ts";
import { preview } from "./preview.ts";
import { giveRole } from "./role.ts";

export interface DeployOptions {
  /** Path of `s.yaml`. */
  readonly manifest: string;
  /** What `${env()}` in the manifest sees; nothing else of the machine's environment does. */
  readonly env?: Readonly<Record<string, string>>;
  /** Account id; the first account of the world without it. */
  readonly account?: string;
}

/** What a deployment made. */
export interface Deployment {
  readonly functions: readonly string[];
  readonly timers: readonly string[];
  readonly rules: readonly string[];
}

/** Concurrency of an account and region, which a function without a cap of its own can use up. */
const accountConcurrency = 100;
const defaultRetries = 3;
const defaultEventAgeSeconds = 86_400;

/**
 * Deploys a manifest onto the emulated cloud as `s deploy` would onto the real one: functions with their roles, then
 * timers and rules. Refuses a manifest with anything in it that the emulated cloud does not honour.
 */
export async function deploy(emulator: Emulator, options: DeployOptions): Promise<Deployment> {
  const account = accountOf(emulator, options.account);
  const [user] = account.users;
  if (user === undefined) throw new Error(`account ${account.id} has no user whose keys could deploy`);
  const printed = await preview({
    manifest: options.manifest,
    ...(options.env !== undefined && { env: options.env }),
    account: { id: account.id, accessKeyId: user.accessKeyId, accessKeySecret: user.accessKeySecret },
  });
  const base = dirname(resolve(options.manifest));
  const { resources } = readManifest(printed, base);

  const functions = Object.values(resources).map(({ props }) => props);
  for (const props of functions) await createFunction(emulator, account, props, base);
  return {
    functions: functions.map(({ functionName }) => functionName),
    timers: functions.flatMap((props) => addTriggers(emulator, account, props, "timer")),
    rules: functions.flatMap((props) => addTriggers(emulator, account, props, "eventbridge")),
  };
}

function accountOf({ world }: Emulator, id: string | undefined): Account {
  const { accounts } = world.alibaba;
  const found = id === undefined ? [...accounts.values()][0] : accounts.get(id);
  if (found === undefined) throw new Error(`there is no account ${id ?? "at all"} to deploy into`);
  return found;
}

async function createFunction(
  { world, platform }: Emulator,
  account: Account,
  props: FunctionProps,
  base: string,
): Promise<void> {
  const definition = definitionOf(props, account.id, base);
  giveRole(account, definition, base, world.clock.now());
  await platform.functions.create(definition);
}

function definitionOf(props: FunctionProps, account: string, base: string): FunctionDefinition {
  const asynchronous = props.asyncInvokeConfig;
  return {
    name: props.functionName,
    account,
    region: props.region,
    runtime: props.runtime,
    handler: props.handler,
    code: resolve(base, props.code),
    timeoutSeconds: props.timeout,
    memoryMegabytes: props.memorySize,
    environment: props.environmentVariables ?? {},
    role: props.role === undefined ? null : props.role.replace(/^.*:role\//, "").toLowerCase(),
    asynchronous: {
      retries: asynchronous?.maxAsyncRetryAttempts ?? defaultRetries,
      eventAgeSeconds: asynchronous?.maxAsyncEventAgeInSeconds ?? defaultEventAgeSeconds,
      onFailure: asynchronous?.destinationConfig?.onFailure.destination ?? null,
    },
    reservedConcurrency: props.concurrencyConfig?.reservedConcurrency ?? accountConcurrency,
  };
}

/** Answers the names of the triggers of one type that are switched on. */
function addTriggers(
  { platform }: Emulator,
  account: Account,
  props: FunctionProps,
  type: "timer" | "eventbridge",
): string[] {
  return (props.triggers ?? []).flatMap((trigger) => {
    if (trigger.triggerType !== type) return [];
    const config: TriggerConfig =
      trigger.triggerType === "timer"
        ? { type: "timer", ...trigger.triggerConfig }
        : {
            type: "eventbridge",
            triggerEnable: trigger.triggerConfig.triggerEnable,
            asyncInvocationType: trigger.triggerConfig.asyncInvocationType,
            pattern: patternOf(trigger),
          };
    const { functionName, region } = props;
    platform.triggers.put({ functionName, name: trigger.triggerName, account: account.id, region, config });
    return (config.type === "timer" ? config.enable : config.triggerEnable) ? [trigger.triggerName] : [];
  });
}
