import { type ActionCall, ApiError, type ParameterSpec } from "../../action.ts";
import { invalidRemark } from "./errors.ts";

export const remarkParameter = {
  type: "string",
  means: "at most 50 characters of a narrow set",
} as const satisfies ParameterSpec;

/** The wording of `Zone.Remark` names these; English text has blanks, so a blank is taken too. */
const remark = /^[\p{Script=Han}A-Za-z0-9_\-,.，。 ]{0,50}$/u;

/** Parameter `Remark`, empty when absent; at most 50 characters of a narrow set. */
export function givenRemark({ parameters }: ActionCall): string {
  const given = parameters.string("Remark") ?? "";
  if (!remark.test(given)) throw new ApiError(invalidRemark);
  return given;
}
