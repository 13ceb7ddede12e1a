import type { TencentIdentity, TencentRole } from "../state.ts";
import { conditionsHold, type Present } from "./conditions.ts";
import { parseTrust } from "./document.ts";
import { likes } from "./wildcard.ts";

/** Whether a role's trust policy lets the caller assume it. */
export function trusts({ trust }: TencentRole, caller: TencentIdentity, present: Present): boolean {
  const names = namesOf(caller);
  const applying = parseTrust(trust).statements.filter(
    ({ actions, principals, conditions }) =>
      actions.some((pattern) => likes("sts:AssumeRole", pattern)) &&
      (principals?.["qcs"] ?? []).some((one) => names.includes(one)) &&
      conditionsHold(conditions, present),
  );
  return applying.length > 0 && applying.every(({ effect }) => effect === "allow");
}

/** A trusted account (`root`) stands for every user and role of it. */
function namesOf({ account, type, name, principalId }: TencentIdentity): readonly string[] {
  const own =
    type === "AssumedRole"
      ? [`roleName/${name.split(":")[0] ?? ""}`, `role/${principalId.split(":")[0] ?? ""}`]
      : [`uin/${principalId}`];
  return ["root", ...own].map((one) => `qcs::cam::uin/${account}:${one}`);
}
