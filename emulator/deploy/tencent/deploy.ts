import { dirname, resolve } from "node:path";
import type { Emulator } from "../../emulator.ts";
import type { TencentAccount } from "../../tencent/state.ts";
import type { DeployOptions } from "../deploy.ts";
import { type DeployedFunction, type ReadManifest, readScfManifest } from "./manifest.ts";
import { giveTencentRole } from "./role.ts";

/** What a deployment made. */
export interface TencentDeployment {
  readonly functions: readonly string[];
  /** Those that are switched on. */
  readonly timers: readonly string[];
  readonly account: string;
  readonly region: string;
  readonly namespace: string;
}

/**
 * Deploys a `serverless.yml` onto the emulated cloud as the vendor's command line would onto the real one: functions with
 * their roles, then timers. Refuses a manifest with anything in it that the emulated cloud does not honour. Rules of
 * EventBridge are made by their own API, since the component has none.
 */
export async function deployTencent(emulator: Emulator, options: DeployOptions): Promise<TencentDeployment> {
  const { manifest: file, env = {}, account: id } = options;
  const account = accountOf(emulator, id);
  const manifest = readScfManifest(file, env);
  const base = dirname(resolve(file));
  for (const one of manifest.functions) await createFunction(emulator, account, manifest, one, base);
  const { region, namespace } = manifest;
  return {
    functions: manifest.functions.map(({ name }) => name),
    timers: addTimers(emulator, account, manifest),
    account: account.uin,
    region,
    namespace,
  };
}

function accountOf({ world }: Emulator, id: string | undefined): TencentAccount {
  const { accounts } = world.tencent;
  const found = id === undefined ? [...accounts.values()][0] : accounts.get(id);
  if (found === undefined) throw new Error(`there is no account ${id ?? "at all"} of Tencent Cloud to deploy into`);
  return found;
}

async function createFunction(
  { world, tencent }: Emulator,
  account: TencentAccount,
  { region, namespace }: ReadManifest,
  one: DeployedFunction,
  base: string,
): Promise<void> {
  giveTencentRole(world, account, one, base);
  await tencent.functions.create({
    name: one.name,
    namespace,
    description: one.description,
    account: account.uin,
    region,
    runtime: one.runtime,
    handler: one.handler,
    code: one.code,
    timeoutSeconds: one.timeout,
    memoryMegabytes: one.memorySize,
    environment: one.environment,
    role: one.role,
    asynchronous: { retries: one.retryNum, eventAgeSeconds: one.msgTTL, onFailure: null },
    reservedConcurrency: world.settings.scfConcurrentInstances,
  });
}

function addTimers(
  { world, tencent }: Emulator,
  account: TencentAccount,
  { region, namespace, functions, timers }: ReadManifest,
): string[] {
  return timers.flatMap(({ functionKey, name, cron, argument, enabled, qualifier }) => {
    const named = functions.find(({ key }) => key === functionKey)?.name ?? functionKey;
    const of = { account: account.uin, region, namespace, name: named };
    tencent.triggers.put({ of, name, cron, argument, enabled, qualifier, description: "" });
    if (enabled) return [name];
    world.logs.add("emulator", `timer ${name} of ${named} is switched off: the manifest does not say enable: true`);
    return [];
  });
}
