import { Agent } from "node:http";
import { CommonClient } from "tencentcloud-sdk-nodejs/tencentcloud/common/common_client.js";

const versions = { vpc: "2017-03-12", tag: "2018-08-13", tcr: "2019-09-24" } as const;
type Product = keyof typeof versions;

/** Somebody with a tool of their own: the vendor's client, their own keys, nothing of Mooring. */
export interface TencentUser {
  call(product: Product, action: string, parameters: object): Promise<Readonly<Record<string, unknown>>>;
  /** Calls made so far, by `product:Action`. */
  readonly calls: ReadonlyMap<string, number>;
  /** Closes its connections. */
  close(): void;
}

export function createTencentUser(options: {
  readonly endpoint: string;
  readonly region: string;
  readonly secretId: string;
  readonly secretKey: string;
}): TencentUser {
  const { secretId, secretKey, region } = options;
  const endpoint = new URL(options.endpoint).host;
  // With an agent of its own the client neither asks for a proxy nor opens a connection a call.
  const agent = new Agent({ keepAlive: true });
  const calls = new Map<string, number>();
  return {
    calls,
    async call(product, action, parameters) {
      calls.set(`${product}:${action}`, (calls.get(`${product}:${action}`) ?? 0) + 1);
      const client = new CommonClient(endpoint, versions[product], {
        credential: { secretId, secretKey },
        region,
        profile: { httpProfile: { protocol: "http://", endpoint, reqTimeout: 10, agent } },
      });
      const answer: unknown = await client.request(action, parameters);
      return typeof answer === "object" && answer !== null ? Object.fromEntries(Object.entries(answer)) : {};
    },
    close: () => agent.destroy(),
  };
}
