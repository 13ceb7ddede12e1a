import type { FieldSpec } from "../../action.ts";

/** `PrivateDNSAccount`; the id alone counts. */
export const accountField = {
  type: "object",
  required: true,
  fields: {
    Uin: { type: "string", required: true },
    Account: { type: "string" },
    Nickname: { type: "string" },
  },
  means: "another main account",
} as const satisfies FieldSpec;

export const accountView = (uin: string) => ({ Uin: uin, Account: `account-${uin}`, Nickname: `account-${uin}` });
