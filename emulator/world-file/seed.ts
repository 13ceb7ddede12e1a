import type { SettingValue } from "../settings.ts";
import type { AlibabaWorldAccount } from "./alibaba/seed.ts";
import type { TencentWorldAccount } from "./tencent/seed.ts";

/** A world as its file describes it; times are ISO 8601, and whatever is left out is empty or usual. */
export interface WorldSeed {
  /** World time when it was saved; a world that is loaded later begins at the present. */
  readonly now?: string;
  readonly settings?: Readonly<Record<string, SettingValue>>;
  /** Of both clouds. */
  readonly accounts: readonly WorldAccount[];
}

export type WorldAccount = AlibabaWorldAccount | TencentWorldAccount;

/** The accounts of one cloud. */
export function accountsOf<Cloud extends WorldAccount["cloud"]>(
  { accounts }: Pick<WorldSeed, "accounts">,
  cloud: Cloud,
): readonly Extract<WorldAccount, { readonly cloud: Cloud }>[] {
  return accounts.filter((one): one is Extract<WorldAccount, { readonly cloud: Cloud }> => one.cloud === cloud);
}
