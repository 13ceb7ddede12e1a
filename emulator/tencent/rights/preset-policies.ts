import { type PolicyDocument, parsePolicy } from "./document.ts";

/** A policy of the vendor's own, the same in every account. */
export interface PresetPolicy {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** JSON text. */
  readonly text: string;
  readonly document: PolicyDocument;
}

function preset(id: number, name: string, description: string, action: readonly string[]): PresetPolicy {
  const text = JSON.stringify({ version: "2.0", statement: [{ effect: "allow", action, resource: ["*"] }] });
  return { id, name, description, text, document: parsePolicy(text) };
}

const reads = (service: string) => ["Describe", "Get", "List", "Check", "Query"].map((verb) => `${service}:${verb}*`);
const services = ["tcr", "vpc", "privatedns", "tag", "scf", "eb", "cam", "cloudaudit", "cos"];

/** What the emulated cloud knows of the vendor's policies, by name; the real ones cover every product. */
export const presetPolicies: ReadonlyMap<string, PresetPolicy> = new Map(
  [
    preset(1, "AdministratorAccess", "Everything in the account.", ["*"]),
    preset(2, "ReadOnlyAccess", "Reading everything in the account.", [
      ...services.flatMap(reads),
      "cos:HeadBucket",
      "cos:HeadObject",
      "sts:GetCallerIdentity",
    ]),
    preset(101, "QcloudTCRFullAccess", "Container Registry.", ["tcr:*"]),
    preset(102, "QcloudTCRReadOnlyAccess", "Reading Container Registry.", reads("tcr")),
    preset(103, "QcloudVPCFullAccess", "Virtual Private Cloud.", ["vpc:*"]),
    preset(104, "QcloudVPCReadOnlyAccess", "Reading Virtual Private Cloud.", reads("vpc")),
    preset(105, "QcloudPrivateDNSFullAccess", "Private DNS.", ["privatedns:*"]),
    preset(106, "QcloudPrivateDNSReadOnlyAccess", "Reading Private DNS.", reads("privatedns")),
    preset(107, "QcloudTAGFullAccess", "Tags.", ["tag:*"]),
    preset(108, "QcloudTAGReadOnlyAccess", "Reading tags.", reads("tag")),
    preset(109, "QcloudSCFFullAccess", "Serverless Cloud Function.", ["scf:*"]),
    preset(110, "QcloudEBFullAccess", "EventBridge.", ["eb:*"]),
    preset(111, "QcloudCOSFullAccess", "Cloud Object Storage.", ["cos:*"]),
    preset(112, "QcloudCamReadOnlyAccess", "Reading users, roles and policies.", reads("cam")),
    preset(113, "QcloudAuditReadOnlyAccess", "Reading CloudAudit.", reads("cloudaudit")),
    preset(114, "QcloudSTSFullAccess", "Temporary credentials.", ["sts:*"]),
    preset(201, "QcloudAccessForTCRRole", "What Container Registry does for its user.", [
      "cos:*",
      "vpc:DescribeVpcEx",
      "vpc:DescribeSubnetEx",
    ]),
  ].map((one) => [one.name, one]),
);
