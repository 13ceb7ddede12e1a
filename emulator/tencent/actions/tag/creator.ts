import type { FieldSpec, TencentCall } from "../../action.ts";
import { tagRefusals } from "./errors.ts";

export const creatorParameter = {
  type: "integer",
  means: "who made the tags: an identity of the account; tags are shown whoever made them",
} as const satisfies FieldSpec;

/** Throws `RefusedError` when `CreateUin` is nobody of the account. */
export function checkCreator({ parameters, account }: TencentCall): void {
  const creator = parameters.integer("CreateUin");
  if (creator === undefined) return;
  const known = [account.uin, ...account.users.map(({ uin }) => uin)];
  if (!known.includes(String(creator))) tagRefusals.refuse("InvalidParameterValue.UinInvalid");
}
