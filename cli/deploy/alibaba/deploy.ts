import type { Clock } from "../../../shared/kernel/clock.ts";
import type { BucketCredentials } from "../../../shared/store/bucket-signing.ts";
import type { Store } from "../../../shared/store/port.ts";
import { lookAtBucket } from "../bucket.ts";
import { lookAtConfiguration } from "../configuration.ts";
import type { DeployOptions } from "../plan.ts";
import { type Asked, goThrough, type StepPorts } from "../steps.ts";
import { createAlibabaApi } from "./api.ts";
import { ossDialect } from "./bucket.ts";
import { checkRegion, whoAmI } from "./caller.ts";
import { firstEvent, lookAtRule, lookAtSendingRole } from "./events.ts";
import type { DeployedFunction } from "./manifest.ts";
import { lookAtAttachment, lookAtPolicy } from "./policy.ts";
import { policyDocument } from "./policy-document.ts";
import { planForAlibaba } from "./region.ts";
import { lookAtRole } from "./role.ts";

/** What a deployment needs of the world around it. */
export interface DeployPorts extends StepPorts {
  /** `null`: the vendor's own hosts. */
  readonly endpoint: string | null;
  /** Read at each call. */
  readonly credentials: () => Promise<BucketCredentials>;
  readonly clock: Clock;
  readonly random: () => number;
  openStore(location: string): Store;
  /** Texts of the policy files that the role needs in this mode. */
  policies(mode: DeployOptions["mode"]): Promise<readonly string[]>;
  readonly deployed: DeployedFunction;
  hostExists(host: string): Promise<boolean>;
  /** `npm run build`. */
  build(): Promise<void>;
  /** `s deploy -y`, with what the manifest reads from the environment. */
  deployFunction(environment: Readonly<Record<string, string>>, account: string): Promise<void>;
}

/**
 * Deploys to an account, in order: configuration checked, account named and agreed to, bucket, configuration, role,
 * policy, build, function, rule. Each step leaves alone what is right already, and the first that fails ends it.
 */
export async function deployToAlibaba(options: DeployOptions, ports: DeployPorts, asked: Asked): Promise<void> {
  const { say, endpoint, credentials, clock } = ports;
  const plan = planForAlibaba(options);
  const { region, registries } = plan;
  const api = createAlibabaApi({ region, endpoint, credentials, clock, random: ports.random });
  say(`configuration ${options.file}: right, ${registries.length} registries on Alibaba Cloud`);
  for (const note of plan.notes) say(`note: ${note}`);
  await checkRegion(region, ports.hostExists);

  const { account, arn } = await whoAmI(api);
  say(`account ${account}, region ${region}, as ${arn}`);
  const bucket = options.bucket ?? `mooring-${account}-${region}`;
  const location = `oss://${bucket}?region=${region}`;
  const role = `mooring-${options.mode}`;
  const values = { account, bucket, region, registries };
  const target = {
    role,
    policy: `${role}-${region}`,
    document: policyDocument(await ports.policies(options.mode), values),
  };

  const lookBucket = () =>
    lookAtBucket({
      location: { kind: "oss", bucket, region, internal: false },
      dialect: ossDialect,
      endpoint,
      credentials,
      now: clock.now,
    });
  const store = ports.openStore(location);
  const pushing = { store, file: options.file, text: options.text };
  const steps = {
    place: `account ${account}, region ${region}, in mode ${options.mode}`,
    before: [
      lookBucket,
      async () => lookAtConfiguration({ ...pushing, readable: (await lookBucket()).change === null }),
      () => lookAtRole(api, role),
      () => lookAtPolicy(api, target),
      () => lookAtAttachment(api, target),
    ],
    deployed: {
      name: ports.deployed.name,
      by: "s deploy",
      build: () => ports.build(),
      deploy: () =>
        ports.deployFunction(
          {
            MOORING_REGION: region,
            MOORING_STORE: `${location}&internal`,
            MOORING_DEPLOYMENT: options.deployment,
            MOORING_MODE: options.mode,
            MOORING_ENDPOINT: endpoint ?? "",
          },
          account,
        ),
    },
    after: [() => lookAtSendingRole(api), () => lookAtRule(api, account, ports.deployed)],
  };
  if (!(await goThrough(steps, ports, asked))) return;
  say(
    `not made here: the queue mooring-dead-letters in ${region}, where invocations that failed three times go (docs/deploy-alibaba.md, step 2)`,
  );
  say(`From the command line: export MOORING_STORE='${location}'`);
  say(firstEvent(ports.deployed.name, region));
}
