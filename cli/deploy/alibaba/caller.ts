import { lookup } from "node:dns/promises";
import * as v from "valibot";
import { id, read } from "../../../shared/clouds/reading.ts";
import { Fault } from "../../fault.ts";
import type { AlibabaApi } from "./api.ts";

/** Whose credentials these are. */
export interface Caller {
  readonly account: string;
  readonly arn: string;
}

const identity = v.looseObject({ AccountId: id, Arn: v.string() });

export async function whoAmI(api: AlibabaApi): Promise<Caller> {
  const { AccountId: account, Arn: arn } = read(
    "sts:GetCallerIdentity",
    identity,
    await api.call("sts", "GetCallerIdentity"),
  );
  return { account, arn };
}

/** Whether a host name exists; only the name server's own "there is none" says no. */
export async function hostExists(host: string): Promise<boolean> {
  try {
    await lookup(host);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ENOTFOUND");
  }
}

/** Refuses a region without EventBridge or Function Compute before anything is made: each has a host in every region it serves. */
export async function checkRegion(region: string, exists: (host: string) => Promise<boolean>): Promise<void> {
  const services = [
    ["EventBridge", `eventbridge-console.${region}.aliyuncs.com`],
    ["Function Compute", `fcv3.${region}.aliyuncs.com`],
  ] as const;
  for (const [service, host] of services)
    if (!(await exists(host)))
      throw new Fault(
        `the region ${region} has no ${service} (${host} does not exist). Nothing was made. Check the spelling of --region; a function in another region can still sweep these registries by its timers.`,
      );
}
