import { conditionsHold, type Present } from "./conditions.ts";
import type { PolicyDocument, Statement } from "./document.ts";
import { covers, type Resource } from "./resource.ts";
import { likes } from "./wildcard.ts";

/** What somebody wants to do to one resource. */
export interface AccessRequest {
  /** `svc:Action`. */
  readonly action: string;
  /** `null` for an action that cannot be scoped. */
  readonly resource: Resource | null;
  /** Main account of the policies. */
  readonly account: string;
  readonly present: Present;
}

/** Whether the policies together allow the request: one `deny` wins over every `allow`, and without any it is denied. */
export function evaluate(policies: readonly PolicyDocument[], request: AccessRequest): boolean {
  const applying = policies.flatMap(({ statements }) => statements).filter((one) => applies(one, request));
  return applying.length > 0 && applying.every(({ effect }) => effect === "allow");
}

function applies({ actions, resources, conditions }: Statement, request: AccessRequest): boolean {
  return (
    actions.some((pattern) => likes(request.action, pattern)) &&
    resources.some((pattern) => covers(pattern, request.resource, request.account)) &&
    conditionsHold(conditions, request.present)
  );
}
