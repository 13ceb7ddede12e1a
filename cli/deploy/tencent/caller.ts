import * as v from "valibot";
import { id, read } from "../../../shared/clouds/reading.ts";
import type { TencentApi } from "./api.ts";

/** Whose key this is. */
export interface Caller {
  /** The account's UIN. */
  readonly account: string;
  readonly arn: string;
}

const identity = v.looseObject({ AccountId: id, Arn: v.string() });
const application = v.looseObject({ AppId: id });

export async function whoAmI(api: TencentApi): Promise<Caller> {
  const { AccountId: account, Arn: arn } = read(
    "sts:GetCallerIdentity",
    identity,
    await api.call("sts", "GetCallerIdentity"),
  );
  return { account, arn };
}

/** The account's APPID, which its buckets' names end in. */
export async function appIdOf(api: TencentApi): Promise<string> {
  return read("cam:GetUserAppId", application, await api.call("cam", "GetUserAppId")).AppId;
}
