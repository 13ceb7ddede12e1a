import type { Identity, Role } from "../state.ts";
import { parseTrust } from "./document.ts";
import { conditionsHold } from "./evaluate.ts";
import { roleArn } from "./role.ts";

/** Whether a role's trust policy lets the caller assume it; @param conditions condition keys with the request's value. */
export function trusts(role: Role, caller: Identity, conditions: Readonly<Record<string, string>>): boolean {
  const names = namesOf(caller);
  const applying = parseTrust(role.trust).statements.filter(
    ({ principals, conditions: asked }) =>
      (principals?.["RAM"] ?? []).some((one) => names.includes(one.toLowerCase())) && conditionsHold(asked, conditions),
  );
  return applying.length > 0 && applying.every(({ effect }) => effect === "Allow");
}

/** A trusted account (`root`) stands for every user and role of it. */
function namesOf({ account, type, name }: Identity): readonly string[] {
  const self =
    type === "assumed-role"
      ? roleArn(account, name.split(":")[0] ?? "")
      : `acs:ram::${account}:user/${name.toLowerCase()}`;
  return [`acs:ram::${account}:root`, self];
}
