// First: the rest is loaded with what an older Node.js lacks in its place.
import "../../older-node.ts";

import { createTencent } from "../../../shared/clouds/tencent/driver.ts";
import { readTencentPayload } from "../../../shared/events/tencent.ts";
import type { Summary } from "../../../shared/reconcile/summary.ts";
import { type Ignored, runInvocation } from "../../run.ts";
import type { ScfContext } from "./context.ts";
import { roleKey } from "./role.ts";

/**
 * The reconcile function on SCF: one audit event, timer or message in, one pass, its summary out.
 * Source: https://cloud.tencent.com/document/product/583/67790
 */
export async function main_handler(event: unknown, context: ScfContext): Promise<Summary | Ignored> {
  const { env } = process;
  const account = context.tencentcloud_uin || env["TENCENTCLOUD_UIN"] || null;
  return runInvocation({
    cloud: "tencent",
    requestId: context.request_id,
    account,
    trigger: readTencentPayload(event),
    remainingMs: context.getRemainingTimeInMillis?.() ?? context.time_limit_in_ms,
    openCloud: (options) =>
      createTencent({
        ...options,
        region: context.tencentcloud_region,
        credentials: async () => roleKey(env),
        ...(account === null ? {} : { account }),
      }),
    async bucketCredentials() {
      const { secretId, secretKey, token } = roleKey(env);
      return { accessKeyId: secretId, accessKeySecret: secretKey, securityToken: token };
    },
  });
}
