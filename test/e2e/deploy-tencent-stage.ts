import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deployToTencent, type TencentDeployOptions } from "../../cli/deploy/tencent/deploy.ts";
import { policyDocument } from "../../cli/deploy/tencent/policy-document.ts";
import { deployTencent } from "../../emulator/deploy/tencent/deploy.ts";
import { defaultTencentAccount, startEmulator } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import { tencentClients } from "../emulator/tencent-client.ts";
import { type Passing, startWire } from "./deploy-wire.ts";
import { tencentConfiguration, tencentRegion } from "./tencent-direct-stage.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { id: account, appId: appid } = defaultTencentAccount;
export const bucket = `mooring-${tencentRegion}-${appid}`;
export { account, tencentRegion as region };

let waited = 0;
/** Wall time, in which waiting takes none. */
export const unhurried: Clock = {
  now: () => Date.now(),
  monotonic: () => waited,
  sleep: async (milliseconds) => {
    waited += milliseconds;
  },
};

/** Whoever deploys: a user with the rights that the documentation names, and no more. */
const deployer = {
  name: "deployer",
  uin: "100000000009",
  secretId: "AKIDdeployer0000000000000000000000001x",
  secretKey: "deployer-secret-never-told",
};

export interface DeployStageOptions {
  readonly settings?: Readonly<Record<string, SettingValue>>;
  /** Rights that the deploying user does not have. */
  readonly without?: readonly string[];
  /** Whether somebody opened EventBridge and the feed of CloudAudit in the console. */
  readonly audit?: boolean;
}

interface Asked {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  /** What the person at the terminal says. */
  readonly answer?: boolean;
}

interface Policy {
  readonly version: string;
  readonly statement: readonly { readonly action: readonly string[] }[];
}

/** The emulated cloud before anything of Mooring is in it, and the deployment onto it, over HTTP but for the vendor's tool. */
export async function createTencentDeployStage(options: DeployStageOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "mooring-deploy-"));
  const policyText = (name: string) => readFile(join(root, "policies/tencent", `${name}.json`), "utf8");
  const instance = defaultTencentAccount.registries[0].id;
  const registries = [{ region: tencentRegion, instance }];
  const rights = JSON.parse(
    policyDocument(await policyText("deploy"), { account, appid, bucket, registries }),
  ) as Policy;
  const document = {
    ...rights,
    statement: rights.statement
      .map((one) => ({ ...one, action: one.action.filter((action) => !(options.without ?? []).includes(action)) }))
      .filter(({ action }) => action.length > 0),
  };
  const started = await startEmulator({
    tencentAccounts: [
      {
        ...defaultTencentAccount,
        services: { audit: options.audit ?? true },
        policies: [{ name: "deploy", document }],
        users: [...defaultTencentAccount.users, { ...deployer, policies: ["deploy"] }],
      },
    ],
    settings: { tcrLinkReadyMs: 5_000, ...options.settings },
  });
  const { emulator } = started;
  // The manifest names the bundle beside itself.
  const manifest = join(folder, "serverless.yml");
  const original = await readFile(join(root, "serverless.yml"), "utf8");
  await writeFile(manifest, original);

  const lines: string[] = [];
  const questions: string[] = [];
  const requests: string[] = [];
  const wire = await startWire(started.port, (passing) => {
    if (writes(passing)) requests.push(passing.action ?? `${passing.method} ${passing.path}`);
  });
  const credentials = async () => ({ secretId: deployer.secretId, secretKey: deployer.secretKey });
  const storeAt = (location: string) => {
    const name = /^cos:\/\/([^?]+)/.exec(location)?.[1] ?? "";
    return createBucketStore({
      location: { kind: "cos", bucket: name, region: tencentRegion },
      endpoint: wire.url,
      credentials: async () => ({ accessKeyId: deployer.secretId, accessKeySecret: deployer.secretKey }),
      clock: unhurried,
      random: () => 0.5,
    });
  };

  const stage = {
    emulator,
    url: wire.url,
    /** Told lines, of all deployments. */
    lines,
    questions,
    /** Writing requests since the last `forget`, by action, or by method of a bucket's. */
    requests,
    forget() {
      lines.length = 0;
      questions.length = 0;
      requests.length = 0;
    },
    credentials,
    store: storeAt(`cos://${bucket}`),
    /** The official clients, as the account's owner. */
    user: tencentClients(started.endpoint),
    /** What the vendor's tool was given. */
    environment: {} as Readonly<Record<string, string>>,
    async deploy(more: Partial<TencentDeployOptions> = {}, asked: Asked = {}): Promise<void> {
      await deployToTencent(
        {
          file: "mooring.yaml",
          text: tencentConfiguration(),
          region: null,
          mode: "repair",
          bucket: null,
          deployment: "mooring",
          runtime: "Nodejs18.15",
          ...more,
        },
        {
          endpoint: wire.url,
          credentials,
          clock: unhurried,
          random: () => 0.5,
          openStore: storeAt,
          policy: policyText,
          build: async () => undefined,
          async deployFunction(environment) {
            stage.environment = environment;
            const env = { ...environment, MOORING_CODE: join(root, environment["MOORING_CODE"] ?? "") };
            await deployTencent(emulator, { manifest, env: { ...env, MOORING_WAIT_SECONDS: "0" }, account });
          },
          say: (line) => void lines.push(line),
          async confirm(question) {
            questions.push(question);
            return asked.answer ?? false;
          },
        },
        { yes: asked.yes ?? true, dryRun: asked.dryRun ?? false },
      );
    },
    /** The refusal that a deployment must end in. */
    async stopped(more: Partial<TencentDeployOptions> = {}, asked: Asked = {}): Promise<string> {
      try {
        await stage.deploy(more, asked);
      } catch (error) {
        if (error instanceof Error && ["Fault", "StoreError"].includes(error.name)) return error.message;
        throw error;
      }
      throw new Error("the deployment was expected to stop");
    },
    async stop() {
      await wire.close();
      await started.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return stage;
}

export type TencentDeployStage = Awaited<ReturnType<typeof createTencentDeployStage>>;

/** By whoever deploys: a timer may let the deployed function run at any moment. */
function writes({ action, method, host, temporary }: Passing): boolean {
  if (temporary) return false;
  if (action !== undefined) return !/^(?:Describe|Get|List|Check)/.test(action);
  return host.includes(".cos.") && method !== "GET";
}
