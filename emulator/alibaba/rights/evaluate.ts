import type { Choice, Condition, PolicyDocument, Statement } from "./document.ts";
import { likes } from "./wildcard.ts";

/** What somebody wants to do to one resource; `*` is the resource of an action that cannot be scoped. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  /** Condition keys with the request's value. */
  readonly conditions?: Readonly<Record<string, string>>;
}

export type Verdict =
  | { readonly allowed: true }
  /** Explicit: a statement denies it. Implicit: none allows it. */
  | { readonly allowed: false; readonly reason: "explicit" | "implicit" };

/** Whether the policies together allow the request: one `Deny` wins over every `Allow`. */
export function evaluate(policies: readonly PolicyDocument[], request: AccessRequest): Verdict {
  const applying = policies.flatMap(({ statements }) => statements).filter((one) => applies(one, request));
  if (applying.some(({ effect }) => effect === "Deny")) return { allowed: false, reason: "explicit" };
  return applying.length > 0 ? { allowed: true } : { allowed: false, reason: "implicit" };
}

function applies({ actions, resources, conditions }: Statement, request: AccessRequest): boolean {
  return (
    chosen(actions, (pattern) => likes(request.action, pattern, "ignore-case")) &&
    (resources === null || chosen(resources, (pattern) => coversResource(pattern, request.resource))) &&
    conditionsHold(conditions, request.conditions)
  );
}

/** Whether every condition holds; a key that the request does not have fulfils none. */
export function conditionsHold(
  conditions: readonly Condition[],
  present: Readonly<Record<string, string>> = {},
): boolean {
  return conditions.every(({ operator, key, values }) => {
    const value = present[key];
    return value !== undefined && values.some((wanted) => fits(operator, value, wanted));
  });
}

function fits(operator: Condition["operator"], value: string, wanted: string): boolean {
  switch (operator) {
    case "StringEquals":
      return value === wanted;
    case "StringEqualsIgnoreCase":
      return value.toLowerCase() === wanted.toLowerCase();
    case "StringLike":
      return likes(value, wanted);
  }
}

function chosen({ except, patterns }: Choice, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== except;
}

/** The vendor's pages write a global service's region as `*` or leave it empty; both mean any. Role names have no case. */
function coversResource(pattern: string, resource: string): boolean {
  const [, service = "", rest = ""] = /^acs:([^:]*)::(.*)$/.exec(pattern) ?? [];
  const spelled = service === "" ? pattern : `acs:${service}:*:${rest}`;
  return likes(resource, spelled, resource.startsWith("acs:ram:") ? "ignore-case" : "exact");
}
