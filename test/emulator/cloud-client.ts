import { createRequire } from "node:module";
import { createEmulator, defaultAccount, listen, type WorldOptions } from "../../emulator/index.ts";

// Required, because the packages are CommonJS with a `default` that importers read in different ways.
const require = createRequire(import.meta.url);
const core: typeof import("@alicloud/openapi-core") = require("@alicloud/openapi-core");
const vpcPackage: typeof import("@alicloud/vpc20160428") = require("@alicloud/vpc20160428");

export type Body = Readonly<Record<string, unknown>>;

const versions = {
  vpc: "2016-04-28",
  tag: "2018-08-28",
  cr: "2018-12-01",
  sts: "2015-04-01",
  pvtz: "2018-01-01",
  eventbridge: "2020-04-01",
  ram: "2015-05-01",
  resourcemanager: "2020-03-31",
} as const;
export type Product = keyof typeof versions;

export interface ClientOptions {
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  readonly securityToken?: string;
  readonly signatureAlgorithm?: string;
  /** Milliseconds. */
  readonly readTimeout?: number;
}

/** The vendor's own clients for a listening emulator: the generated one for VPC, the core for the rest. */
export function clientFor(endpoint: string) {
  const [user] = defaultAccount.users;

  const configOf = (client: ClientOptions) =>
    new core.$OpenApiUtil.Config({
      accessKeyId: user.accessKeyId,
      accessKeySecret: user.accessKeySecret,
      endpoint,
      protocol: "HTTP",
      ...client,
    });

  const callerOf = (clientOptions: ClientOptions = {}) => {
    const client = new core.default(configOf(clientOptions));
    return async (product: Product, action: string, query: object = {}): Promise<Body> => {
      const answer = await client.callApi(
        new core.$OpenApiUtil.Params({
          action,
          version: versions[product],
          protocol: "HTTP",
          pathname: "/",
          method: "POST",
          authType: "AK",
          style: "RPC",
          reqBodyType: "formData",
          bodyType: "json",
        }),
        new core.$OpenApiUtil.OpenApiRequest({ query: core.OpenApiUtil.query(query) }),
        { readTimeout: clientOptions.readTimeout ?? 10_000, toMap: () => ({}) },
      );
      return answer["body"] as Body;
    };
  };
  return { call: callerOf(), callerOf, vpc: new vpcPackage.default(configOf({})) };
}

/** A listening emulator with the clients for it. */
export async function startCloud(options: WorldOptions = {}) {
  const emulator = createEmulator(options);
  const { endpoint, url, port } = await listen(emulator);
  const [user] = defaultAccount.users;

  return {
    ...clientFor(endpoint),
    emulator,
    world: emulator.world,
    endpoint,
    url,
    port,
    user,
    account: defaultAccount.id,
    models: vpcPackage,
    control: async (method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> => {
      const answer = await fetch(`${url}/_emulator/${path}`, {
        method,
        headers: { accept: "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: await answer.json() };
    },
  };
}

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

/** The vendor's code and HTTP status of the refusal that `work` must end in. */
export async function refusal(work: Promise<unknown>): Promise<{ readonly code: unknown; readonly status: unknown }> {
  try {
    await work;
  } catch (error) {
    const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
    return { code, status: statusCode };
  }
  throw new Error("the call was expected to be refused");
}
