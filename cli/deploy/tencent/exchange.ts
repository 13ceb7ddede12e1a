import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { Client as Cam } from "tencentcloud-sdk-nodejs/tencentcloud/services/cam/v20190116/cam_client.js";
import { Client as CloudAudit } from "tencentcloud-sdk-nodejs/tencentcloud/services/cloudaudit/v20190319/cloudaudit_client.js";
import { Client as EventBridge } from "tencentcloud-sdk-nodejs/tencentcloud/services/eb/v20210416/eb_client.js";
import { Client as Sts } from "tencentcloud-sdk-nodejs/tencentcloud/services/sts/v20180813/sts_client.js";
import { loopbackUrl } from "../../../shared/clouds/loopback.ts";
import type { Credentials } from "../../../shared/clouds/tencent/exchange.ts";

/** The vendor's own client of each product that a deployment calls. */
const clients = { cam: Cam, cloudaudit: CloudAudit, eb: EventBridge, sts: Sts };
export type Product = keyof typeof clients;

/** One request of a deployment. */
export interface Request {
  readonly product: Product;
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly credentials: Credentials;
}

/** Seconds, for the whole of one request. */
const timeout = 20;

/** Sends through the vendor's typed clients, which repeat nothing; throws whatever they throw. */
export function createExchange(endpoint: string | null): (request: Request) => Promise<unknown> {
  const loopback = endpoint === null ? null : loopbackUrl(endpoint);
  // With an agent of ours the SDK does not look for a proxy, which it would use even towards loopback.
  const agent = loopback === null ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  return async ({ product, action, parameters, region, credentials }) => {
    const reached =
      loopback === null
        ? { protocol: "https://", endpoint: `${product}.tencentcloudapi.com` }
        : { protocol: "http://", endpoint: loopback.host };
    const client = new clients[product]({
      credential: { ...credentials },
      region,
      profile: { language: "en-US", httpProfile: { ...reached, reqTimeout: timeout, agent } },
    });
    return client.request(action, parameters);
  };
}
