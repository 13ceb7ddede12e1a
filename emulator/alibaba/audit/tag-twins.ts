import type { RecordedWrite } from "./write.ts";

const resourceTypes: Readonly<Record<string, { readonly parameter: string; readonly code: string }>> = {
  vpc: { parameter: "VPC", code: "ACS::VPC::VPC" },
  vswitch: { parameter: "VSWITCH", code: "ACS::VPC::VSwitch" },
};

/**
 * The `vpc` records that a write of the central Tag product may also leave, one a resource type: its
 * `acs:vpc:<region>:<account>:vpc/<id>` as the VPC API's own `TagResources` or `UnTagResources` would be recorded.
 */
export function vpcTwins(write: RecordedWrite): readonly RecordedWrite[] {
  if (write.product !== "tag" || write.error !== undefined) return [];
  const arns = Object.entries(write.parameters)
    .filter(([name]) => /^ResourceARN\.\d+$/.test(name))
    .map(([, arn]) => /^(?:arn:)?acs:vpc:[^:]*:[^:]*:(vpc|vswitch)\/(.+)$/i.exec(arn));
  return Object.entries(resourceTypes).flatMap(([kind, { parameter, code }]) => {
    const ids = arns.flatMap((found) =>
      found?.[1]?.toLowerCase() === kind && found[2] !== undefined ? [found[2]] : [],
    );
    if (ids.length === 0) return [];
    return [
      {
        ...write,
        product: "vpc",
        version: "2016-04-28",
        name: write.name === "UntagResources" ? "UnTagResources" : write.name,
        eventType: "AliyunServiceEvent",
        parameters: {
          ...(write.parameters["RegionId"] !== undefined && { RegionId: write.parameters["RegionId"] }),
          ResourceType: parameter,
          ...numbered("ResourceId", ids),
          ...tagParameters(write.parameters),
        },
        resources: { [code]: ids },
      } satisfies RecordedWrite,
    ];
  });
}

function numbered(name: string, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, index) => [`${name}.${index + 1}`, value]));
}

function tagParameters(parameters: Readonly<Record<string, string>>): Record<string, string> {
  const keys = Object.entries(parameters).filter(([name]) => name.startsWith("TagKey."));
  const tags: unknown = JSON.parse(parameters["Tags"] ?? "{}");
  const pairs = typeof tags === "object" && tags !== null ? Object.entries(tags) : [];
  return Object.fromEntries([
    ...keys,
    ...pairs.flatMap(([key, value], index) => [
      [`Tag.${index + 1}.Key`, key],
      [`Tag.${index + 1}.Value`, String(value)],
    ]),
  ]);
}
