import { isIP } from "node:net";

/**
 * A policy of Cloud Access Management, grammar 2.0 ("Element reference", https://cloud.tencent.com/document/product/598/10603),
 * read into one form: single values become lists, the old `name/` before an action is dropped.
 */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: "allow" | "deny";
  /** `svc:Action` with `*`, or `*`. */
  readonly actions: readonly string[];
  /** Six-segment names with `*`, or `*`; none in a trust policy. */
  readonly resources: readonly string[];
  /** Kind (`qcs`, `service`) to names; in a trust policy alone. */
  readonly principals: Readonly<Record<string, readonly string[]>> | null;
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly operator: ConditionOperator;
  /** With `_if_exist` a request without the key fulfils it. */
  readonly ifExists: boolean;
  /** For a key of several values: one of them is enough, or each must do. */
  readonly quantifier: "any" | "all";
  readonly key: ConditionKey;
  readonly values: readonly string[];
}

const operators = [
  "string_equal",
  "string_not_equal",
  "string_equal_ignore_case",
  "string_not_equal_ignore_case",
  "string_like",
  "string_not_like",
  "ip_equal",
  "ip_not_equal",
] as const;
export type ConditionOperator = (typeof operators)[number];

const keys = ["qcs:ip", "qcs:resource_tag", "sts:external_id"] as const;
export type ConditionKey = (typeof keys)[number];

/** Which part of a policy is wrong, as the codes of CAM name it (`InvalidParameter.<part>Error`). */
type PolicyPart =
  | "PolicyDocument"
  | "Version"
  | "Statement"
  | "Effect"
  | "Action"
  | "ResourceContent"
  | "Resource"
  | "Principal"
  | "ConditionType"
  | "ConditionContent"
  | "Condition";

/** The text is no policy; the message says where. */
export class MalformedPolicyError extends Error {
  override readonly name = "MalformedPolicyError";
  readonly part: PolicyPart;
  constructor(part: PolicyPart, message: string) {
    super(message);
    this.part = part;
  }
}

/** Reads a policy that is attached to users and roles, or goes with a session; throws `MalformedPolicyError`. */
export function parsePolicy(text: string): PolicyDocument {
  return parse(text, "identity");
}

/** Reads a role's trust policy: statements with `principal` and without `resource`; throws `MalformedPolicyError`. */
export function parseTrust(text: string): PolicyDocument {
  return parse(text, "trust");
}

type Kind = "identity" | "trust";
type Given = Readonly<Record<string, unknown>>;

function parse(text: string, kind: Kind): PolicyDocument {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return wrong("PolicyDocument", "it is not JSON");
  }
  const policy = given(value, "PolicyDocument", "the policy", ["version", "statement"]);
  if (policy["version"] !== "2.0") wrong("Version", 'version must be "2.0"');
  const list: readonly unknown[] = Array.isArray(policy["statement"]) ? policy["statement"] : [policy["statement"]];
  if (policy["statement"] === undefined || list.length === 0)
    return wrong("Statement", "statement must hold at least one statement");
  return { statements: list.map((one, index) => statement(one, `statement ${index + 1}`, kind)) };
}

function statement(value: unknown, at: string, kind: Kind): Statement {
  const own = kind === "trust" ? "principal" : "resource";
  const fields = given(value, "Statement", at, ["effect", "action", "condition", own]);
  const effect = fields["effect"];
  if (effect !== "allow" && effect !== "deny") return wrong("Effect", `${at}: effect must be allow or deny`);
  return {
    effect,
    actions: texts(fields["action"], "Action", `${at}: action`).map((one) => actionOf(one, at)),
    resources: kind === "trust" ? [] : texts(fields["resource"], "Resource", `${at}: resource`).map(resourceOf),
    principals: kind === "trust" ? principals(fields["principal"], at) : null,
    conditions: conditions(fields["condition"] ?? {}, at),
  };
}

function actionOf(text: string, at: string): string {
  const action = text.replace(/^name\//, "");
  return action === "*" || /^[a-z0-9]+:[A-Za-z*][A-Za-z0-9_*]*$/.test(action)
    ? action
    : wrong("Action", `${at}: ${text} is no action, such as tcr:DescribeInstances`);
}

function resourceOf(text: string): string {
  return text === "*" || /^qcs:[^:]*:[^:]*:[^:]*:[^:]*:.+$/s.test(text)
    ? text
    : wrong("ResourceContent", `${text} is neither * nor a six-segment name such as qcs::tcr:*:uin/1:instance/*`);
}

function principals(value: unknown, at: string): Readonly<Record<string, readonly string[]>> {
  const named = given(value, "Principal", `${at}: principal`, ["qcs", "service"]);
  const entries = Object.entries(named);
  if (entries.length === 0) wrong("Principal", `${at}: principal names nobody`);
  return Object.fromEntries(entries.map(([kind, names]) => [kind, texts(names, "Principal", `${at}: ${kind}`)]));
}

function conditions(value: unknown, at: string): readonly Condition[] {
  return Object.entries(given(value, "Condition", `${at}: condition`)).flatMap(([name, asked]) => {
    const [, quantifier = "", bare = "", suffix = ""] = /^(for_a(?:ny|ll)_value:)?(.+?)(_if_exist)?$/.exec(name) ?? [];
    const operator = operators.find((one) => one === bare);
    if (operator === undefined)
      return wrong(
        "ConditionType",
        `${at}: the operator ${name} is not supported here; known: ${operators.join(", ")}`,
      );
    return Object.entries(given(asked, "ConditionContent", `${at}: ${name}`)).map(([key, values]) => {
      const known = keys.find((one) => one === key);
      if (known === undefined)
        return wrong("ConditionContent", `${at}: the key ${key} is not supported here; known: ${keys.join(", ")}`);
      const wanted = texts(values, "ConditionContent", `${at}: ${key}`);
      const noBlock = operator.startsWith("ip_") ? wanted.find((one) => !isBlock(one)) : undefined;
      if (noBlock !== undefined)
        return wrong("ConditionContent", `${at}: ${noBlock} is no address and no block of them`);
      return {
        operator,
        ifExists: suffix !== "",
        quantifier: quantifier.startsWith("for_all") ? ("all" as const) : ("any" as const),
        key: known,
        values: wanted,
      };
    });
  });
}

function isBlock(text: string): boolean {
  const [address = "", bits = "0"] = text.split("/");
  const most = isIP(address) === 6 ? 128 : 32;
  return isIP(address) !== 0 && /^\d+$/.test(bits) && Number(bits) <= most;
}

function given(value: unknown, part: PolicyPart, at: string, known?: readonly string[]): Given {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return wrong(part, `${at} must be an object`);
  const foreign = known === undefined ? undefined : Object.keys(value).find((key) => !known.includes(key));
  if (foreign !== undefined) return wrong(part, `${at} has ${foreign}, which is not supported here`);
  return { ...value };
}

function texts(value: unknown, part: PolicyPart, at: string): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const strings = list.filter((one): one is string => typeof one === "string" && one !== "");
  return strings.length === 0 || strings.length < list.length
    ? wrong(part, `${at} must be a text or a list of texts`)
    : strings;
}

function wrong(part: PolicyPart, why: string): never {
  throw new MalformedPolicyError(part, why);
}
