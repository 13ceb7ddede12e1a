import { Agent } from "node:http";
import { createRequire } from "node:module";
import { createEmulator, listen, type WorldOptions } from "../../emulator/index.ts";
import { defaultTencentAccount } from "../../emulator/tencent/accounts.ts";

// Required one product at a time, because the packages are CommonJS and their root loads every product there is.
const require = createRequire(import.meta.url);
const sdk = "tencentcloud-sdk-nodejs/tencentcloud/services";
const vpc: typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_client") = require(
  `${sdk}/vpc/v20170312/vpc_client.js`,
);
const tag: typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/tag/v20180813/tag_client") = require(
  `${sdk}/tag/v20180813/tag_client.js`,
);
const tcr: typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/tcr/v20190924/tcr_client") = require(
  `${sdk}/tcr/v20190924/tcr_client.js`,
);
const privatedns: typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/privatedns/v20201028/privatedns_client") =
  require(`${sdk}/privatedns/v20201028/privatedns_client.js`);
const sts: typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_client") = require(
  `${sdk}/sts/v20180813/sts_client.js`,
);
const cam: typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client") = require(
  `${sdk}/cam/v20190116/cam_client.js`,
);
const eb: typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/eb/v20210416/eb_client") = require(
  `${sdk}/eb/v20210416/eb_client.js`,
);
const scf: typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/scf/v20180416/scf_client") = require(
  `${sdk}/scf/v20180416/scf_client.js`,
);
const cloudaudit: typeof import("tencentcloud-sdk-nodejs/tencentcloud/services/cloudaudit/v20190319/cloudaudit_client") =
  require(`${sdk}/cloudaudit/v20190319/cloudaudit_client.js`);

const clients = {
  vpc: vpc.Client,
  tag: tag.Client,
  tcr: tcr.Client,
  privatedns: privatedns.Client,
  sts: sts.Client,
  cam: cam.Client,
  eb: eb.Client,
  scf: scf.Client,
  cloudaudit: cloudaudit.Client,
} as const;

export type TencentClients = { readonly [P in keyof typeof clients]: InstanceType<(typeof clients)[P]> };

export interface TencentClientOptions {
  readonly secretId?: string;
  readonly secretKey?: string;
  readonly token?: string;
  /** Left out: ap-guangzhou; empty: the header is not sent. */
  readonly region?: string;
  readonly signMethod?: "TC3-HMAC-SHA256" | "HmacSHA1" | "HmacSHA256";
  readonly method?: "POST" | "GET";
  readonly language?: "zh-CN" | "en-US";
  /** Host name with port in the place of the emulator's, for an agent that looks it up. */
  readonly endpoint?: string;
  readonly agent?: Agent;
  /** Seconds. */
  readonly timeout?: number;
}

/** The official SDK's clients of every emulated product, for a listening emulator; the default account's keys. */
export function tencentClients(endpoint: string, options: TencentClientOptions = {}): TencentClients {
  const [user] = defaultTencentAccount.users;
  const { secretId = user.secretId, secretKey = user.secretKey, token, region = "ap-guangzhou" } = options;
  // With an agent of its own the SDK leaves the environment's proxy alone.
  const agent = options.agent ?? new Agent({ keepAlive: true });
  const config = () => ({
    credential: { secretId, secretKey, ...(token !== undefined && { token }) },
    region,
    profile: {
      ...(options.signMethod !== undefined && { signMethod: options.signMethod }),
      ...(options.language !== undefined && { language: options.language }),
      httpProfile: {
        protocol: "http://",
        endpoint: options.endpoint ?? endpoint,
        reqMethod: options.method ?? ("POST" as const),
        reqTimeout: options.timeout ?? 10,
        agent,
      },
    },
  });
  const made = Object.entries(clients).map(([product, Client]) => [product, new Client(config())]);
  return Object.fromEntries(made) as TencentClients;
}

/** A listening emulator with the official clients for it. */
export async function startTencent(options: WorldOptions = {}) {
  const emulator = createEmulator(options);
  const { endpoint, url, port } = await listen(emulator);
  const [user] = defaultTencentAccount.users;
  const account = emulator.world.tencent.accounts.get(defaultTencentAccount.id);
  if (account === undefined) throw new Error("the world has no default account");
  return {
    ...tencentClients(endpoint),
    /** The same clients with other keys, region, way of signing... */
    clientsWith: (other: TencentClientOptions) => tencentClients(endpoint, other),
    emulator,
    world: emulator.world,
    account,
    user,
    endpoint,
    url,
    port,
  };
}

export type Tencent = Awaited<ReturnType<typeof startTencent>>;

/** The vendor's code and message of the refusal that `work` must end in. */
export async function tencentRefusal(
  work: Promise<unknown>,
): Promise<{ readonly code: unknown; readonly message: string }> {
  try {
    await work;
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown };
    return { code, message: String(message) };
  }
  throw new Error("the call was expected to be refused");
}

/** The vendor's code of the refusal that `work` must end in. */
export async function tencentCode(work: Promise<unknown>): Promise<unknown> {
  return (await tencentRefusal(work)).code;
}
