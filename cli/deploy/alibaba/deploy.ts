import type { Clock } from "../../../shared/kernel/clock.ts";
import type { BucketCredentials } from "../../../shared/store/bucket-signing.ts";
import type { Store } from "../../../shared/store/port.ts";
import { Fault } from "../../fault.ts";
import { createAlibabaApi } from "./api.ts";
import { lookAtBucket } from "./bucket.ts";
import { checkRegion, whoAmI } from "./caller.ts";
import { carryOut } from "./carry-out.ts";
import { lookAtConfiguration } from "./configuration.ts";
import { firstEvent, lookAtRule, lookAtSendingRole } from "./events.ts";
import type { DeployedFunction } from "./manifest.ts";
import { type DeployOptions, planDeployment } from "./plan.ts";
import { lookAtAttachment, lookAtPolicy } from "./policy.ts";
import { policyDocument } from "./policy-document.ts";
import type { Proposal } from "./proposal.ts";
import { lookAtRole } from "./role.ts";

/** What a deployment needs of the world around it. */
export interface DeployPorts {
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
  say(line: string): void;
  /** Throws where nobody can be asked. */
  confirm(question: string): Promise<boolean>;
}

export interface Asked {
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/**
 * Deploys to an account, in order: configuration checked, account named and agreed to, bucket, configuration, role,
 * policy, build, function, rule. Each step leaves alone what is right already, and the first that fails ends it.
 */
export async function deployToAlibaba(options: DeployOptions, ports: DeployPorts, asked: Asked): Promise<void> {
  const { say, endpoint, credentials, clock } = ports;
  const plan = planDeployment(options);
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

  const lookBucket = () => lookAtBucket({ bucket, region, endpoint, credentials, now: clock.now });
  const store = ports.openStore(location);
  const pushing = { store, file: options.file, text: options.text };
  const before: readonly (() => Promise<Proposal>)[] = [
    lookBucket,
    async () => lookAtConfiguration({ ...pushing, readable: (await lookBucket()).change === null }),
    () => lookAtRole(api, role),
    () => lookAtPolicy(api, target),
    () => lookAtAttachment(api, target),
  ];
  const after: readonly (() => Promise<Proposal>)[] = [
    () => lookAtSendingRole(api),
    () => lookAtRule(api, account, ports.deployed),
  ];

  // Everything is looked at before anything is made, so that what is agreed to is what will be done.
  const proposals: Proposal[] = [];
  for (const look of [...before, ...after]) proposals.push(await look());
  const changes = proposals.flatMap(({ change }) => (change === null ? [] : [change]));
  const says = [
    ...changes.map((change) => change.says),
    `build and deploy the function ${ports.deployed.name} by s deploy`,
  ];
  if (asked.dryRun) {
    for (const proposal of proposals) await carryOut(proposal, { ...ports, ...asked, agreed: new Set() });
    return say(`dry run: nothing was made; would build and deploy the function ${ports.deployed.name}`);
  }
  const question = `In account ${account}, region ${region}, in mode ${options.mode}, this will:\n${says.map((line) => `  - ${line}`).join("\n")}\nGo on?`;
  if (!asked.yes && !(await ports.confirm(question))) throw new Fault("Nothing was made.");
  const agreed = new Set(changes.map((change) => change.says));

  const step = async (look: () => Promise<Proposal>) => carryOut(await look(), { ...ports, ...asked, agreed });
  for (const look of before) await step(look);
  await ports.build();
  say("build: the function is built");
  await ports.deployFunction(
    {
      MOORING_REGION: region,
      MOORING_STORE: `${location}&internal`,
      MOORING_DEPLOYMENT: options.deployment,
      MOORING_MODE: options.mode,
      MOORING_ENDPOINT: endpoint ?? "",
    },
    account,
  );
  say(`function ${ports.deployed.name}: deployed`);
  for (const look of after) await step(look);
  say(
    `not made here: the queue mooring-dead-letters in ${region}, where invocations that failed three times go (docs/deploy-alibaba.md, step 2)`,
  );
  say(`From the command line: export MOORING_STORE='${location}'`);
  say(firstEvent(ports.deployed.name, region));
}
