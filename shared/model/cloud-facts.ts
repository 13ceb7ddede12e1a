import type { CloudName } from "./network.ts";

/** What people call each cloud, and what it takes in the tag of a network. */
export const cloudFacts: Readonly<Record<CloudName, CloudFacts>> = {
  alibaba: { people: "Alibaba Cloud", longestTag: 128, subnetPrefix: "vsw-" },
  tencent: { people: "Tencent Cloud", longestTag: 255, subnetPrefix: "subnet-" },
};

interface CloudFacts {
  readonly people: string;
  /** Characters that a tag's value may have. */
  readonly longestTag: number;
  /** What every id of a subnet begins with. */
  readonly subnetPrefix: string;
}
