/**
 * The short codes that resource names write in the place of a region.
 * Source: the `Alias` of TCR's DescribeRegions, and the access regions of https://cloud.tencent.com/document/product/213/6091
 */
const short: Readonly<Record<string, string>> = {
  gz: "ap-guangzhou",
  sh: "ap-shanghai",
  bj: "ap-beijing",
  cd: "ap-chengdu",
  cq: "ap-chongqing",
  nj: "ap-nanjing",
  hk: "ap-hongkong",
  sg: "ap-singapore",
  th: "ap-bangkok",
  in: "ap-mumbai",
  kr: "ap-seoul",
  jp: "ap-tokyo",
  ca: "na-toronto",
  usw: "na-siliconvalley",
  use: "na-ashburn",
  de: "eu-frankfurt",
  ru: "eu-moscow",
};

/** The region of a text that may be its short code; anything else comes back as it is. */
export function longRegion(text: string): string {
  return short[text] ?? text;
}
