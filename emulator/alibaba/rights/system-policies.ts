import { type PolicyDocument, parsePolicy } from "./document.ts";

/** A policy of the vendor's own, the same in every account. */
export interface SystemPolicy {
  readonly name: string;
  readonly description: string;
  /** JSON text. */
  readonly text: string;
  readonly document: PolicyDocument;
}

function system(name: string, description: string, actions: readonly string[]): SystemPolicy {
  const text = JSON.stringify({
    Version: "1",
    Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }],
  });
  return { name, description, text, document: parsePolicy(text) };
}

/** What the emulated cloud knows of the vendor's policies, by name. */
export const systemPolicies: ReadonlyMap<string, SystemPolicy> = new Map(
  [
    system("AdministratorAccess", "Everything in the account.", ["*"]),
    system("AliyunPvtzFullAccess", "PrivateZone.", ["pvtz:*"]),
    system("AliyunPvtzReadOnlyAccess", "Reading PrivateZone.", ["pvtz:Describe*", "pvtz:Search*", "pvtz:read"]),
  ].map((one) => [one.name, one]),
);
