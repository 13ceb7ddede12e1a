import * as v from "valibot";
import type { CloudName } from "../model/network.ts";

/**
 * How each cloud writes its names. Alibaba Cloud: regions as its endpoint list has them (`cn-zhengzhou-jva`,
 * `ap-southeast-1`), instance ids `cri-` and letters, account ids of up to 16 digits (RAM users have 18). Tencent
 * Cloud: regions by DescribeRegions of TCR, instance ids `tcr-` and 8 letters or digits, account ids (UIN) in digits.
 */
export const cloudForms = {
  alibaba: {
    people: "Alibaba Cloud",
    region: /^(?:cn-[a-z]{2,}(?:-[a-z0-9]*[a-z]{2,}[a-z0-9]*|-[0-9]+)*|(?!cn-)[a-z]{2}-[a-z]+-[0-9]+)$/,
    regionExample: "cn-hangzhou",
    instance: /^cri-[a-z0-9]+$/,
    instanceExample: "cri-1a2b3c4d5e6f7g8h",
    account: /^[0-9]{10,16}$/,
    accountExample: "1234567890123456",
    parts: ["registry", "chart"],
  },
  tencent: {
    people: "Tencent Cloud",
    region: /^(?!cn-)[a-z]{2}-[a-z]{2,}(?:-[a-z]{2,})?$/,
    regionExample: "ap-guangzhou",
    instance: /^tcr-[a-z0-9]{8}$/,
    instanceExample: "tcr-dg284imq",
    account: /^[0-9]{5,13}$/,
    accountExample: "100000000001",
    parts: ["registry"],
  },
} as const satisfies Record<CloudName, unknown>;

/** Text with a form: what it is, an example, and the sentence for what is not it. */
export function formed(form: RegExp, what: string, example: string) {
  return v.pipe(v.string(), v.regex(form, `is not ${what}`), v.description(what), v.examples([example]));
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number, what: string, example: number) {
  const range = `must be a whole number from ${least} to ${most.toLocaleString("en-US")}`;
  return v.pipe(
    v.number(),
    v.integer(range),
    v.minValue(least, range),
    v.maxValue(most, range),
    v.description(what),
    v.examples([example]),
  );
}

/** The tags a network must have, all of them: key and exact value. */
export const tagSet = v.pipe(
  v.record(
    v.pipe(
      v.string(),
      v.minLength(1, "is an empty tag key"),
      v.maxLength(127, "is longer than a tag key can be (127)"),
    ),
    v.pipe(
      v.string(),
      v.maxLength(128, "is longer than a tag value can be (128)"),
      v.description("a tag's value"),
      v.examples(["prod"]),
    ),
  ),
  v.description("tags, each as key: value"),
  v.examples([{ env: "prod" }]),
);

/** Letters, digits and the signs that both clouds take in a tag key; Alibaba Cloud keeps `aliyun` and `acs:` for itself. */
export const tagKey = v.pipe(
  v.string(),
  v.minLength(1, "is empty"),
  // The subnet's own tag is this key with -subnet at its end.
  v.maxLength(120, "is longer than 120 characters"),
  v.regex(
    /^[A-Za-z0-9+\-=._:/@()[\],;><]+$/,
    "holds characters that one of the clouds refuses in a tag key; use letters, digits and + - = . _ : / @",
  ),
  v.regex(/^(?!aliyun|acs:)/i, "starts with aliyun or acs:, which Alibaba Cloud keeps for itself"),
  v.regex(/^(?!.*https?:\/\/)/i, "holds http:// or https://, which Alibaba Cloud refuses in a tag key"),
  v.description("the tag key by which a network wishes"),
  v.examples(["registry-link"]),
);
