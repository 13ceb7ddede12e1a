/**
 * A policy of Resource Access Management, as "Policy structure and syntax" describes it
 * (https://www.alibabacloud.com/help/doc-detail/93739.htm), read into one form: single values become lists.
 */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: Choice;
  /** Absent in a trust policy. */
  readonly resources: Choice | null;
  /** Kind (`RAM`, `Service`) to names; in a trust policy alone. */
  readonly principals: Readonly<Record<string, readonly string[]>> | null;
  readonly conditions: readonly Condition[];
}

/** Patterns with `*` and `?`; `except` for `NotAction` and `NotResource`. */
export interface Choice {
  readonly except: boolean;
  readonly patterns: readonly string[];
}

export interface Condition {
  readonly operator: ConditionOperator;
  readonly key: string;
  readonly values: readonly string[];
}

const operators = ["StringEquals", "StringEqualsIgnoreCase", "StringLike"] as const;
type ConditionOperator = (typeof operators)[number];

/** The text is no policy; the message says where. */
export class MalformedPolicyError extends Error {
  override readonly name = "MalformedPolicyError";
}

/** Reads a policy that is attached to users and roles; throws `MalformedPolicyError`. */
export function parsePolicy(text: string): PolicyDocument {
  return parse(text, "identity");
}

/** Reads a role's trust policy: statements with `Principal` and without `Resource`; throws `MalformedPolicyError`. */
export function parseTrust(text: string): PolicyDocument {
  return parse(text, "trust");
}

type Kind = "identity" | "trust";
type Fields = Readonly<Record<string, unknown>>;

function parse(text: string, kind: Kind): PolicyDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return wrong("it is not JSON");
  }
  const policy = fields(value, "the policy", ["Version", "Statement"]);
  if (policy["Version"] !== "1") wrong('Version must be "1"');
  const list = policy["Statement"];
  if (!Array.isArray(list) || list.length === 0) return wrong("Statement must be a list with at least one statement");
  return { statements: list.map((one: unknown, index) => statement(one, `Statement ${index + 1}`, kind)) };
}

function statement(value: unknown, at: string, kind: Kind): Statement {
  const own = kind === "trust" ? ["Principal"] : ["Resource", "NotResource"];
  const given = fields(value, at, ["Effect", "Action", "NotAction", "Condition", ...own]);
  const effect = given["Effect"];
  if (effect !== "Allow" && effect !== "Deny") return wrong(`${at}: Effect must be Allow or Deny`);
  return {
    effect,
    actions: choice(given, "Action", at),
    resources: kind === "trust" ? null : choice(given, "Resource", at),
    principals: kind === "trust" ? principals(given["Principal"], at) : null,
    conditions: conditions(given["Condition"] ?? {}, at),
  };
}

function choice(given: Fields, name: "Action" | "Resource", at: string): Choice {
  const except = given[`Not${name}`] !== undefined;
  if (except === (given[name] !== undefined)) return wrong(`${at}: it needs ${name} or Not${name}, one of them`);
  return { except, patterns: texts(given[except ? `Not${name}` : name], `${at}: ${name}`) };
}

function principals(value: unknown, at: string): Readonly<Record<string, readonly string[]>> {
  const given = fields(value, `${at}: Principal`, ["RAM", "Service", "Federated"]);
  return Object.fromEntries(Object.entries(given).map(([kind, names]) => [kind, texts(names, `${at}: ${kind}`)]));
}

function conditions(value: unknown, at: string): readonly Condition[] {
  return Object.entries(fields(value, `${at}: Condition`, operators)).flatMap(([name, keys]) => {
    const operator = operators.find((one) => one === name);
    if (operator === undefined) return [];
    return Object.entries(fields(keys, `${at}: ${name}`)).map(([key, values]) => ({
      operator,
      key,
      values: texts(values, `${at}: ${key}`),
    }));
  });
}

function fields(value: unknown, at: string, known?: readonly string[]): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(`${at} must be an object`);
  const foreign = known === undefined ? undefined : Object.keys(value).find((key) => !known.includes(key));
  if (foreign !== undefined) return wrong(`${at} has ${foreign}, which is not supported here`);
  return { ...value };
}

function texts(value: unknown, at: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const strings = list.filter((one): one is string => typeof one === "string" && one !== "");
  return strings.length === 0 || strings.length < list.length
    ? wrong(`${at} must be a text or a list of texts`)
    : strings;
}

function wrong(why: string): never {
  throw new MalformedPolicyError(why);
}
