import { createAlibaba } from "../../../shared/clouds/alibaba/driver.ts";
import { readAlibabaPayload } from "../../../shared/events/alibaba.ts";
import type { Summary } from "../../../shared/reconcile/summary.ts";
import { type Ignored, runInvocation } from "../../run.ts";
import type { FcContext } from "./context.ts";

/**
 * The reconcile function on Function Compute: one audit event, timer or message in, one pass, its summary out.
 * Source: https://www.alibabacloud.com/help/en/functioncompute/fc/request-handlers
 */
export async function handler(event: Buffer, context: FcContext): Promise<Summary | Ignored> {
  const credentials = () => credentialsOf(context);
  return runInvocation({
    cloud: "alibaba",
    requestId: context.requestId,
    account: context.accountId,
    trigger: readAlibabaPayload(event),
    remainingMs: context.function.timeout * 1_000,
    openCloud: (options) => createAlibaba({ ...options, region: context.region, credentials }),
    bucketCredentials: credentials,
  });
}

async function credentialsOf(context: FcContext) {
  const { credentials } = context;
  if (credentials === undefined)
    throw new Error("the function has no role, so it has no credentials; give it the role that s.yaml names");
  return credentials;
}
