import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse, stringify } from "yaml";
import { deployToAlibaba } from "../../cli/deploy/alibaba/deploy.ts";
import { readDeployedFunction } from "../../cli/deploy/alibaba/manifest.ts";
import { policyDocument } from "../../cli/deploy/alibaba/policy-document.ts";
import type { DeployOptions } from "../../cli/deploy/plan.ts";
import { deploy } from "../../emulator/deploy/deploy.ts";
import { type AccountSeed, defaultAccount, startEmulator } from "../../emulator/index.ts";
import type { SettingValue } from "../../emulator/settings.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import { createBucketStore } from "../../shared/store/bucket.ts";
import { type Body, clientFor, type Product } from "../emulator/cloud-client.ts";
import { type Passing, startWire } from "./deploy-wire.ts";
import { configurationText, region } from "./stage.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const account = defaultAccount.id;
export const bucket = `mooring-${account}-${region}`;
export const foreignAccount = "1000000000000002";

let waited = 0;
/** Wall time, in which waiting takes none. */
const unhurried: Clock = {
  now: () => Date.now(),
  monotonic: () => waited,
  sleep: async (milliseconds) => {
    waited += milliseconds;
  },
};

/** Whoever deploys: a RAM user with the rights that the documentation names, and no more. */
const deployer = {
  name: "deployer",
  accessKeyId: "LTAIdeployer000000001",
  accessKeySecret: "deployer-secret-never-told",
};

export interface DeployStageOptions {
  /** Whether the manifest's own event trigger is deployed, which the vendor's documents disagree about. */
  readonly trigger?: boolean;
  readonly settings?: Readonly<Record<string, SettingValue>>;
  /** Rights that the deploying user does not have. */
  readonly without?: readonly string[];
  readonly configuration?: string;
}

interface Asked {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  /** What the person at the terminal says. */
  readonly answer?: boolean;
}

interface Ports {
  readonly exists?: (host: string) => Promise<boolean>;
  /** Runs in place of `s`, before the emulated deployment. */
  readonly tool?: () => Promise<void>;
}

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[] }[];
}

/** The emulated cloud before anything of Mooring is in it, and the deployment onto it, over HTTP but for `s deploy`. */
export async function createDeployStage(options: DeployStageOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "mooring-deploy-"));
  const policyText = (name: string) => readFile(join(root, "policies/alibaba", `${name}.json`), "utf8");
  const rights = JSON.parse(
    policyDocument([await policyText("deploy")], {
      account,
      bucket,
      region,
      registries: [{ region, instance: defaultAccount.registries[0].id }],
    }),
  ) as Policy;
  const document = {
    ...rights,
    Statement: rights.Statement.map((statement) => ({
      ...statement,
      Action: statement.Action.filter((action) => !(options.without ?? []).includes(action)),
    })).filter(({ Action }) => Action.length > 0),
  };
  const accounts: readonly AccountSeed[] = [
    {
      ...defaultAccount,
      policies: [{ name: "deploy", document }],
      users: [...defaultAccount.users, { ...deployer, policies: ["deploy"] }],
    },
    { id: foreignAccount },
  ];
  const started = await startEmulator({
    accounts,
    settings: { linkReadyMs: 5_000, ...options.settings },
  });
  const { emulator } = started;
  const credentials = async () => ({ accessKeyId: deployer.accessKeyId, accessKeySecret: deployer.accessKeySecret });
  const manifest = join(folder, "s.yaml");
  const original = await readFile(join(root, "s.yaml"), "utf8");
  const edited = parse(original) as {
    resources: { reconcile: { props: { code: string; triggers: { triggerType: string }[] } } };
  };
  const { props } = edited.resources.reconcile;
  props.code = join(root, props.code);
  if (options.trigger !== true) props.triggers = props.triggers.filter(({ triggerType }) => triggerType === "timer");
  await writeFile(manifest, stringify(edited));

  const lines: string[] = [];
  const questions: string[] = [];
  const requests: string[] = [];
  const client = clientFor(started.endpoint);
  const wire = await startWire(started.port, (passing) => {
    if (writes(passing)) requests.push(passing.action ?? `${passing.method} ${passing.path}`);
  });
  const { url } = wire;

  const stage = {
    emulator,
    world: emulator.world,
    url,
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
    /** What `s deploy` was given. */
    environment: {} as Readonly<Record<string, string>>,
    credentials,
    store: createBucketStore({
      location: { kind: "oss", bucket, region, internal: false },
      endpoint: url,
      credentials: async () => defaultAccount.users[0],
      clock: unhurried,
      random: () => 0.5,
    }),
    deployed: readDeployedFunction(original),
    /** Puts somebody between the deployment and the cloud. */
    intrude: wire.intrude,
    /** A call of the account's owner. */
    call: (product: Product, action: string, query: object = {}): Promise<Body> => client.call(product, action, query),
    async deploy(more: Partial<DeployOptions> = {}, asked: Asked = {}, ports: Ports = {}): Promise<void> {
      await deployToAlibaba(
        {
          file: "mooring.yaml",
          text: options.configuration ?? configurationText({ parts: "[registry]" }),
          region: null,
          mode: "repair",
          bucket: null,
          deployment: "mooring",
          ...more,
        },
        {
          endpoint: url,
          credentials,
          clock: unhurried,
          random: () => 0.5,
          openStore: () =>
            createBucketStore({
              location: { kind: "oss", bucket: more.bucket ?? bucket, region, internal: false },
              endpoint: url,
              credentials,
              clock: unhurried,
              random: () => 0.5,
            }),
          policies: (mode) => Promise.all([policyText(mode), policyText("dead-letters")]),
          deployed: stage.deployed,
          hostExists: ports.exists ?? (async () => true),
          build: async () => undefined,
          async deployFunction(environment) {
            stage.environment = environment;
            await ports.tool?.();
            await deploy(emulator, { manifest, env: { ...environment, MOORING_WAIT_SECONDS: "0" } });
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
    async stopped(more: Partial<DeployOptions> = {}, asked: Asked = {}, ports: Ports = {}): Promise<string> {
      try {
        await stage.deploy(more, asked, ports);
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

export type DeployStage = Awaited<ReturnType<typeof createDeployStage>>;

/** By whoever deploys: a timer may let the deployed function run at any moment. */
function writes({ action, method, host, temporary }: Passing): boolean {
  if (temporary) return false;
  if (action !== undefined) return !/^(?:Describe|Get|List|Check)/.test(action);
  return host.includes(".oss-") && method !== "GET";
}
