import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Deployment, deploy } from "../emulator/deploy/deploy.ts";
import { type AlibabaAccount, type StartedEmulator, startEmulator } from "../emulator/index.ts";
import { pushConfiguration } from "../shared/config/load.ts";
import { renderProblems } from "../shared/config/problem.ts";
import type { Store } from "../shared/store/port.ts";
import { Fault } from "./fault.ts";
import type { Drivers } from "./pass.ts";

/** The emulated cloud with Mooring deployed on it from the real manifest, its store in a folder of its own. */
export interface Emulated extends StartedEmulator {
  readonly store: Store;
  readonly deployment: Deployment;
  /** What to export so that any command or official client speaks to it. */
  readonly env: Readonly<Record<string, string>>;
  /** Stops everything and removes the folder. */
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** Every registry of the account the passes act in, by its own name, with everything that a pass may do. */
function configurationOf(account: AlibabaAccount): string {
  const registries = [...account.instances.values()].map(({ id, name, region, modules }) => {
    const parts = modules.map((module) => module.toLowerCase());
    return `  ${name}:
    cloud: alibaba
    region: ${region}
    instance: ${id}
    parts: [${parts.join(", ")}]
    mode: repair
    accept:
      accounts: ["${account.id}"]
`;
  });
  return `version: 1\nregistries:\n${registries.join("")}`;
}

/** @param world text of a world file; `null`: one registry and no network. */
export async function startEmulated(
  openStore: Drivers["openStore"],
  port = 0,
  world: string | null = null,
): Promise<Emulated> {
  const bundle = join(root, "dist/functions/alibaba/reconcile/index.js");
  if (!existsSync(bundle)) throw new Fault('the function is not built yet; run "npm run build" first');
  const folder = await mkdtemp(join(tmpdir(), "mooring-"));
  const location = `folder:${join(folder, "store")}`;
  const store = openStore(location, null);
  const started = await startEmulator(world === null ? { port } : { port, world });
  const stop = async () => {
    await started.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [account] = started.emulator.world.alibaba.accounts.values();
    const [user] = account?.users ?? [];
    if (account === undefined || user === undefined)
      throw new Fault("the world has no account with a user whose keys could be used");
    const pushed = await pushConfiguration(store, configurationOf(account));
    if (!pushed.ok)
      throw new Fault(
        `the world's registries make no valid configuration:\n${renderProblems(pushed.problems, "mooring.yaml")}`,
      );
    const deployment = await deploy(started.emulator, {
      manifest: join(root, "s.yaml"),
      // World time is driven, so a pass need not wait for a link: the next timer comes when the clock is moved.
      env: {
        MOORING_STORE: location,
        MOORING_ENDPOINT: started.url,
        MOORING_MODE: "repair",
        MOORING_WAIT_SECONDS: "0",
      },
    });
    const env = {
      MOORING_ENDPOINT: started.url,
      MOORING_STORE: location,
      ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
    };
    return { ...started, store, deployment, env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
