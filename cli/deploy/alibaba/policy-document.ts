import * as v from "valibot";
import { Fault } from "../../fault.ts";

/** A RAM policy has at most so many characters: https://www.alibabacloud.com/help/en/ram/product-overview/limits */
const longestDocument = 6_144;

const policyFile = v.strictObject({
  Version: v.literal("1"),
  Statement: v.array(
    v.strictObject({
      Effect: v.picklist(["Allow", "Deny"]),
      Action: v.array(v.string()),
      Resource: v.array(v.string()),
      Condition: v.optional(v.record(v.string(), v.record(v.string(), v.array(v.string())))),
    }),
  ),
});

export interface PolicyValues {
  readonly account: string;
  readonly bucket: string;
  /** Where the function runs. */
  readonly region: string;
  readonly registries: readonly { readonly region: string; readonly instance: string }[];
}

/**
 * Policy files with an account's values in their places, as one document. A resource that names a registry or its
 * region is repeated for each registry, which gives the same rights as a statement each and stays within RAM's length.
 */
export function policyDocument(texts: readonly string[], values: PolicyValues): string {
  const statements = texts.flatMap((text) => v.parse(policyFile, JSON.parse(text)).Statement);
  const filled = statements.map((statement) => ({
    ...statement,
    Resource: [...new Set(statement.Resource.flatMap((resource) => resourcesOf(resource, values)))],
  }));
  const document = JSON.stringify({ Version: "1", Statement: filled });
  const left = /\$\{[^}]*\}/.exec(document);
  if (left !== null) throw new Error(`the policy files hold ${left[0]}, which nothing fills`);
  if (document.length > longestDocument)
    throw new Fault(
      `the role's policy would have ${document.length} characters, and RAM takes ${longestDocument}: ${values.registries.length} registries are too many for one deployment. Deploy them in several, each with a configuration and a bucket of its own.`,
    );
  return document;
}

function resourcesOf(resource: string, { account, bucket, region, registries }: PolicyValues): readonly string[] {
  const own = fill(fill(fill(resource, "account", account), "bucket", bucket), "deployed", region);
  return registries.map(({ region: at, instance }) => fill(fill(own, "region", at), "instance", instance));
}

function fill(text: string, name: string, value: string): string {
  return text.replaceAll(`\${${name}}`, value);
}
