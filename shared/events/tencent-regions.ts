/** The short codes that resource names write in the place of a region; `gz` is also TCR's `Alias` in DescribeRegions. */
const short: ReadonlyMap<string, string> = new Map([
  ["gz", "ap-guangzhou"],
  ["sh", "ap-shanghai"],
  ["bj", "ap-beijing"],
  ["cd", "ap-chengdu"],
  ["cq", "ap-chongqing"],
  ["nj", "ap-nanjing"],
  ["tsn", "ap-tianjin"],
  ["szx", "ap-shenzhen"],
  ["qy", "ap-qingyuan"],
  ["shjr", "ap-shanghai-fsi"],
  ["szjr", "ap-shenzhen-fsi"],
  ["bjjr", "ap-beijing-fsi"],
  ["gzopen", "ap-guangzhou-open"],
  ["hk", "ap-hongkong"],
  ["tpe", "ap-taipei"],
  ["sg", "ap-singapore"],
  ["th", "ap-bangkok"],
  ["jkt", "ap-jakarta"],
  ["in", "ap-mumbai"],
  ["kr", "ap-seoul"],
  ["jp", "ap-tokyo"],
  ["usw", "na-siliconvalley"],
  ["use", "na-ashburn"],
  ["sao", "sa-saopaulo"],
  ["de", "eu-frankfurt"],
]);

/** The region of a text that may be its short code; anything else comes back as it is. */
export function longRegion(text: string): string {
  return short.get(text) ?? text;
}
