import type { Credentials } from "../../../shared/clouds/tencent/exchange.ts";
import type { Clock } from "../../../shared/kernel/clock.ts";
import { regionsOf } from "../../../shared/model/settings.ts";
import type { Store } from "../../../shared/store/port.ts";
import { lookAtBucket } from "../bucket.ts";
import { lookAtConfiguration } from "../configuration.ts";
import { type DeployOptions, registriesToDeploy } from "../plan.ts";
import { type Asked, goThrough, type StepPorts } from "../steps.ts";
import { createTencentApi } from "./api.ts";
import { cosDialect } from "./bucket.ts";
import { appIdOf, whoAmI } from "./caller.ts";
import { eventLooks, firstEvent } from "./events.ts";
import { lookAtAttachment, lookAtPolicy } from "./policy.ts";
import { policyDocument } from "./policy-document.ts";
import { lookAtRole } from "./role.ts";
import { eventRegion, functionName, manifestVariables } from "./variables.ts";

/** What a deployment to Tencent Cloud takes beside what every deployment takes. */
export interface TencentDeployOptions extends DeployOptions {
  /** Node.js of SCF, by the vendor's name. */
  readonly runtime: string;
}

/** What a deployment needs of the world around it. */
export interface DeployPorts extends StepPorts {
  /** `null`: the vendor's own hosts. */
  readonly endpoint: string | null;
  /** Read at each call. */
  readonly credentials: () => Promise<Credentials>;
  readonly clock: Clock;
  readonly random: () => number;
  openStore(location: string): Store;
  /** Text of the policy file that the role needs in this mode. */
  policy(mode: DeployOptions["mode"]): Promise<string>;
  /** `npm run build`. */
  build(): Promise<void>;
  /** The vendor's command line, with everything that the manifest reads from the environment. */
  deployFunction(environment: Readonly<Record<string, string>>, appid: string): Promise<void>;
}

/**
 * Deploys to an account of Tencent Cloud, in order: configuration checked, account named and agreed to, bucket,
 * configuration, role, policy, build, function, rules. Each step leaves alone what is right already, and the first that
 * fails ends it.
 */
export async function deployToTencent(options: TencentDeployOptions, ports: DeployPorts, asked: Asked): Promise<void> {
  const { say, endpoint, credentials, clock, random } = ports;
  const { mode, deployment, runtime } = options;
  const registries = registriesToDeploy(options, "tencent");
  const region = options.region ?? eventRegion;
  const api = createTencentApi({ region: eventRegion, endpoint, credentials, clock, random });
  say(`configuration ${options.file}: right, ${registries.length} registries on Tencent Cloud`);

  const { account, arn } = await whoAmI(api);
  const appid = await appIdOf(api);
  say(`account ${account} (APPID ${appid}), region ${region}, as ${arn}`);
  const bucket = bucketName(options.bucket ?? `mooring-${region}`, appid);
  const store = `cos://${bucket}?region=${region}`;
  const environment = manifestVariables({ region, store, deployment, mode, endpoint, runtime });
  const role = `mooring-${mode}`;
  // A replica's links are made through the registry itself, in the replica's region.
  const places = registries.flatMap((registry) =>
    regionsOf(registry).map((place) => ({ region: place, instance: registry.instance })),
  );
  const target = {
    role,
    policy: `${role}-${region}`,
    document: policyDocument(await ports.policy(mode), { account, appid, bucket, registries: places }),
  };
  const evented = { name: functionName, region, account };

  const lookBucket = () =>
    lookAtBucket({
      location: { kind: "cos", bucket, region },
      dialect: cosDialect,
      endpoint,
      async credentials() {
        const { secretId, secretKey, token } = await credentials();
        return {
          accessKeyId: secretId,
          accessKeySecret: secretKey,
          ...(token === undefined ? {} : { securityToken: token }),
        };
      },
      now: clock.now,
    });
  const pushing = { store: ports.openStore(store), file: options.file, text: options.text };
  const steps = {
    place: `account ${account}, region ${region}, in mode ${mode}`,
    before: [
      lookBucket,
      async () => lookAtConfiguration({ ...pushing, readable: (await lookBucket()).change === null }),
      () => lookAtRole(api, role),
      () => lookAtPolicy(api, target),
      () => lookAtAttachment(api, target),
    ],
    deployed: {
      name: functionName,
      by: "serverless-cloud-framework deploy",
      build: () => ports.build(),
      deploy: () => ports.deployFunction(environment, appid),
    },
    after: eventLooks(api, evented, clock.now),
  };
  if (!(await goThrough(steps, ports, asked))) return;
  say(`From the command line: export MOORING_STORE='${store}'`);
  say(firstEvent(evented));
}

/** COS names end in the account's APPID, which a person may leave away. */
function bucketName(given: string, appid: string): string {
  return given.endsWith(`-${appid}`) ? given : `${given}-${appid}`;
}
