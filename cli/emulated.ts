import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deploy } from "../emulator/deploy/deploy.ts";
import { deployTencent } from "../emulator/deploy/tencent/deploy.ts";
import {
  type AlibabaAccount,
  type StartedEmulator,
  startEmulator,
  type TencentAccount,
  type World,
} from "../emulator/index.ts";
import { pushConfiguration } from "../shared/config/load.ts";
import { renderProblems } from "../shared/config/problem.ts";
import type { CloudName } from "../shared/model/network.ts";
import type { Store } from "../shared/store/port.ts";
import { createTencentApi } from "./deploy/tencent/api.ts";
import { wantedRules } from "./deploy/tencent/event-patterns.ts";
import { eventLooks } from "./deploy/tencent/events.ts";
import { defaultRuntime, eventRegion, functionName, manifestVariables } from "./deploy/tencent/variables.ts";
import { Fault } from "./fault.ts";
import type { Drivers } from "./pass.ts";
import { worldClock } from "./world-clock.ts";

/** What was deployed on one of the emulated clouds, and from which manifest. */
interface EmulatedDeployment {
  readonly cloud: CloudName;
  readonly manifest: string;
  readonly functions: readonly string[];
  readonly timers: readonly string[];
  readonly rules: readonly string[];
}

/** The emulated clouds with Mooring deployed on each from the real manifest, its store in a folder of its own. */
export interface Emulated extends StartedEmulator {
  readonly store: Store;
  readonly deployments: readonly EmulatedDeployment[];
  /** What to export so that any command or official client speaks to them. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops everything and removes the folder. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** Every registry of the accounts the passes act in, by its own name, with everything that a pass may do. */
function configurationOf({ alibaba, tencent }: Accounts): string {
  const registries = [
    ...[...(alibaba?.instances.values() ?? [])].map(({ id, name, region, modules }) =>
      registryText(name, "alibaba", region, id, alibaba?.id ?? "", [
        `parts: [${modules.map((module) => module.toLowerCase()).join(", ")}]`,
      ]),
    ),
    ...[...(tencent?.registries.values() ?? [])].map(({ id, name, region, replicas }) =>
      registryText(name, "tencent", region, id, tencent?.uin ?? "", [
        `replicas: [${replicas.map((replica) => replica.region).join(", ")}]`,
      ]),
    ),
  ];
  return `version: 1\nregistries:\n${registries.join("")}`;
}

function registryText(
  alias: string,
  cloud: CloudName,
  region: string,
  instance: string,
  account: string,
  more: readonly string[],
): string {
  return `  ${alias}:
    cloud: ${cloud}
    region: ${region}
    instance: ${instance}
    mode: repair
    accept:
      accounts: ["${account}"]
${more.map((line) => `    ${line}\n`).join("")}`;
}

interface Accounts {
  readonly alibaba: AlibabaAccount | undefined;
  readonly tencent: TencentAccount | undefined;
}

/** The first account of each cloud that has a user: whose keys the deployment and the commands use. */
function accountsOf(world: World): Accounts {
  return {
    alibaba: [...world.alibaba.accounts.values()].find(({ users }) => users.length > 0),
    tencent: [...world.tencent.accounts.values()].find(({ users }) => users.length > 0),
  };
}

/** @param world text of a world file; `null`: one registry on each cloud and no network. */
export async function startEmulated(
  openStore: Drivers["openStore"],
  port = 0,
  world: string | null = null,
): Promise<Emulated> {
  for (const cloud of ["alibaba", "tencent"])
    if (!existsSync(join(root, `dist/functions/${cloud}/reconcile/index.js`)))
      throw new Fault('the functions are not built yet; run "npm run build" first');
  const folder = await mkdtemp(join(tmpdir(), "mooring-"));
  const location = `folder:${join(folder, "store")}`;
  const store = openStore(location, null);
  const started = await startEmulator(world === null ? { port } : { port, world });
  const stop = async () => {
    await started.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const accounts = accountsOf(started.emulator.world);
    if (accounts.alibaba === undefined && accounts.tencent === undefined)
      throw new Fault("the world has no account with a user whose keys could be used");
    const pushed = await pushConfiguration(store, configurationOf(accounts));
    if (!pushed.ok)
      throw new Fault(
        `the world's registries make no valid configuration:\n${renderProblems(pushed.problems, "mooring.yaml")}`,
      );
    const deployments = await deployAll(started, accounts, location);
    return { ...started, store, deployments, env: environmentOf(started.url, location, accounts), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function deployAll(
  { emulator, url }: StartedEmulator,
  { alibaba, tencent }: Accounts,
  location: string,
): Promise<readonly EmulatedDeployment[]> {
  const deployments: EmulatedDeployment[] = [];
  if (alibaba !== undefined) {
    const manifest = "s.yaml";
    // World time is driven, so a pass need not wait for a link: the next timer comes when the clock is moved.
    const env = {
      MOORING_STORE: location,
      MOORING_ENDPOINT: url,
      MOORING_MODE: "repair",
      MOORING_WAIT_SECONDS: "0",
    };
    const made = await deploy(emulator, { manifest: join(root, manifest), env, account: alibaba.id });
    deployments.push({ cloud: "alibaba", manifest, ...made });
  }
  if (tencent !== undefined) {
    const manifest = "serverless.yml";
    const env = manifestVariables({
      region: eventRegion,
      store: location,
      deployment: "mooring",
      mode: "repair",
      endpoint: url,
      runtime: defaultRuntime,
      waitSeconds: 0,
    });
    const made = await deployTencent(emulator, { manifest: join(root, manifest), env, account: tencent.uin });
    const { functions, timers } = made;
    deployments.push({ cloud: "tencent", manifest, functions, timers, rules: await installEvents(url, tencent) });
  }
  return deployments;
}

/** The rules of EventBridge, which the manifest cannot express, made by what `mooring events install` does. */
async function installEvents(endpoint: string, account: TencentAccount): Promise<readonly string[]> {
  const [user] = account.users;
  if (user === undefined) return [];
  const { secretId, secretKey } = user;
  const clock = await worldClock(endpoint);
  const api = createTencentApi({
    region: eventRegion,
    endpoint,
    credentials: async () => ({ secretId, secretKey }),
    clock,
    random: Math.random,
  });
  const evented = { name: functionName, region: eventRegion, account: account.uin };
  for (const look of eventLooks(api, evented, clock.now)) await (await look()).change?.apply();
  return wantedRules.map(({ name }) => name);
}

function environmentOf(
  url: string,
  location: string,
  { alibaba, tencent }: Accounts,
): Readonly<Record<string, string>> {
  const [alibabaUser] = alibaba?.users ?? [];
  const [tencentUser] = tencent?.users ?? [];
  return {
    MOORING_ENDPOINT: url,
    MOORING_STORE: location,
    ...(alibabaUser === undefined
      ? {}
      : {
          ALIBABA_CLOUD_ACCESS_KEY_ID: alibabaUser.accessKeyId,
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: alibabaUser.accessKeySecret,
        }),
    ...(tencentUser === undefined
      ? {}
      : { TENCENTCLOUD_SECRET_ID: tencentUser.secretId, TENCENTCLOUD_SECRET_KEY: tencentUser.secretKey }),
  };
}
