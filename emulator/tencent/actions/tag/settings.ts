import { setting } from "../../../settings.ts";

/** What the vendor does not document of `tag`. */
export const tagSettings = {
  tagIndexLagMs: setting({
    name: "tagIndexLagMs",
    values: [0, 30_000],
    means: "how long the Tag product's lists still show the tags of before; a VPC's own TagSet is up to date at once",
    row: "T12.3, T14.9",
  }),
  tagPrefixNeeded: setting({
    name: "tagPrefixNeeded",
    values: ["refused", "ignored"],
    means: "what DescribeResourcesByTags makes of a service without its resource prefix or region",
    row: "T6",
  }),
} as const;
