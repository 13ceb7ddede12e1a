import * as v from "valibot";
import { Fault } from "../../fault.ts";

/** A custom policy of CAM has at most so many characters: https://www.tencentcloud.com/document/product/598/10604 */
const longestDocument = 6_144;

const policyFile = v.strictObject({
  version: v.literal("2.0"),
  statement: v.array(
    v.strictObject({
      effect: v.picklist(["allow", "deny"]),
      action: v.array(v.string()),
      resource: v.array(v.string()),
    }),
  ),
});

export interface PolicyValues {
  /** The account's UIN. */
  readonly account: string;
  readonly appid: string;
  /** Its whole name, the APPID at the end included. */
  readonly bucket: string;
  readonly registries: readonly { readonly region: string; readonly instance: string }[];
}

/**
 * A policy file with an account's values in its places, as a document of CAM. A resource that names a registry is
 * repeated for each registry, which gives the same rights as a statement each and stays within CAM's length.
 */
export function policyDocument(text: string, values: PolicyValues): string {
  const statement = v.parse(policyFile, JSON.parse(text)).statement.map((one) => ({
    ...one,
    resource: [...new Set(one.resource.flatMap((resource) => resourcesOf(resource, values)))],
  }));
  const document = JSON.stringify({ version: "2.0", statement });
  const left = /\$\{[^}]*\}/.exec(document);
  if (left !== null) throw new Error(`the policy file holds ${left[0]}, which nothing fills`);
  if (document.length > longestDocument)
    throw new Fault(
      `the role's policy would have ${document.length} characters, and CAM takes ${longestDocument}: ${values.registries.length} registries are too many for one deployment. Deploy them in several, each with a configuration and a bucket of its own.`,
    );
  return document;
}

function resourcesOf(resource: string, { account, appid, bucket, registries }: PolicyValues): readonly string[] {
  const own = fill(fill(fill(resource, "account", account), "appid", appid), "bucket", bucket);
  return registries.map(({ region, instance }) => fill(fill(own, "region", region), "instance", instance));
}

function fill(text: string, name: string, value: string): string {
  return text.replaceAll(`\${${name}}`, value);
}
