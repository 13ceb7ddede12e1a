import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Deployment, deploy } from "../emulator/deploy/deploy.ts";
import { defaultAccount, type StartedEmulator, startEmulator } from "../emulator/index.ts";
import { pushConfiguration } from "../shared/config/load.ts";
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

/** The one registry of the emulated account, with everything that a pass may do. */
const configuration = `version: 1
registries:
  prod:
    cloud: alibaba
    region: cn-hangzhou
    instance: ${defaultAccount.registries[0].id}
    parts: [registry, chart]
    mode: repair
    accept:
      accounts: ["${defaultAccount.id}"]
`;

export async function startEmulated(openStore: Drivers["openStore"], port = 0): Promise<Emulated> {
  const bundle = join(root, "dist/functions/alibaba/reconcile/index.js");
  if (!existsSync(bundle)) throw new Fault('the function is not built yet; run "npm run build" first');
  const folder = await mkdtemp(join(tmpdir(), "mooring-"));
  const location = `folder:${join(folder, "store")}`;
  const store = openStore(location, null);
  const pushed = await pushConfiguration(store, configuration);
  if (!pushed.ok) throw new Error(`the demo's own configuration is invalid: ${JSON.stringify(pushed.problems)}`);
  const started = await startEmulator({ port });
  const stop = async () => {
    await started.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const [user] = defaultAccount.users;
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
