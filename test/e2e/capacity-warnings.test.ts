import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { defaultAccount, defaultTencentAccount } from "../../emulator/index.ts";
import { mooring } from "./command.ts";
import { createDirectStage } from "./direct-stage.ts";
import { configurationText, region } from "./stage.ts";
import { createTencentStage, registryWith, tencentConfiguration } from "./tencent-direct-stage.ts";

/** How much of everything there is beside the one network that wishes. */
interface Stock {
  /** Zones that people made. */
  readonly zones: number;
  /** Prefix length of the network's only subnet. */
  readonly bits: number;
  /** Whether its link would be one of the last. */
  readonly nearly: boolean;
}

/** An account may have 500 zones; a subnet of 16 addresses has 12 or 13 for its owner. */
const nearlyUsedUp: Stock = { zones: 400, bits: 28, nearly: true };
const plenty: Stock = { zones: 399, bits: 24, nearly: false };

/** Of the registry; zones are only counted where Mooring makes some. */
const lines = ["customDomains: [registry.example.com]", "subnets: { reserve: 10 }"];
const domain = (index: number) => `crowd-${index}.com`;

let end: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const one of end) await one();
  end = [];
});

async function alibaba({ zones, bits, nearly }: Stock) {
  const [registry] = defaultAccount.registries;
  const configuration = configurationText({
    parts: "[registry]",
    extra: lines.map((line) => `    ${line}\n`).join(""),
  });
  const stage = await createDirectStage({
    configuration,
    accounts: [{ ...defaultAccount, registries: [{ ...registry, vpcQuota: nearly ? 1 : 2 }] }],
    settings: { publishedLimits: "off" },
  });
  end.push(stage.stop);
  const VpcId = await stage.createVpc({ "registry-link": "prod" });
  const place = { RegionId: region, VpcId, ZoneId: `${region}-h` };
  await stage.call("vpc", "CreateVSwitch", { ...place, CidrBlock: `10.0.1.0/${bits}` });
  for (let made = 0; made < zones; made++) await stage.call("pvtz", "AddZone", { ZoneName: domain(made) });
  await stage.world.clock.advance(60_000);
  const [user] = defaultAccount.users;
  const env = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
  };
  return { url: stage.url, configuration, env };
}

/** A basic registry, which takes five. */
async function tencent({ zones, bits }: Stock, others: number, more: readonly string[]) {
  const configuration = tencentConfiguration([...lines, ...more]);
  const stage = await createTencentStage({
    configuration,
    tencentAccounts: registryWith({ edition: "basic" }),
    settings: { publishedLimits: "off" },
  });
  end.push(stage.stop);
  for (let count = 0; count < others; count++) {
    const vpc = await stage.createVpc();
    await stage.link(vpc, await stage.createSubnet(vpc));
  }
  await stage.createSubnet(await stage.createVpc({ "registry-link": "harbor" }), { bits });
  for (let made = 0; made < zones; made++) await stage.user.privatedns.CreatePrivateZone({ Domain: domain(made) });
  await stage.world.clock.advance(60_000);
  const [{ secretId, secretKey }] = defaultTencentAccount.users;
  const env = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
  return { url: stage.url, configuration, env };
}

const worlds = {
  "Alibaba Cloud, by the vendor's quota": { source: "vendor", create: alibaba },
  "Tencent Cloud, by the quota that is assumed": {
    source: "assumed",
    create: (stock: Stock) => tencent(stock, stock.nearly ? 3 : 2, []),
  },
  "Tencent Cloud, by the quota that is configured": {
    source: "configured",
    create: (stock: Stock) => tencent(stock, 0, [`quota: ${stock.nearly ? 1 : 2}`]),
  },
} as const;

describe.each(Object.entries(worlds))("mooring capacity on %s", (_, { source, create }) => {
  it.each([
    ["warns of links, zones and subnets that are nearly used up", nearlyUsedUp],
    ["warns of none of them while a fifth is left", plenty],
  ])("%s", async (__, stock) => {
    const { url, configuration, env } = await create(stock);
    const folder = await mkdtemp(join(tmpdir(), "mooring-capacity-"));
    end.push(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, "mooring.yaml");
    await writeFile(file, configuration);
    const args = ["capacity", "--endpoint", url, "--store", `folder:${join(folder, "store")}`, "--config", file];
    const { code, stdout, stderr } = await mooring([...args, "--json"], env);
    expect([code, stderr]).toEqual([0, ""]);
    const { capacity, notices } = JSON.parse(stdout);
    expect(capacity).toMatchObject([
      { needed: 1, links: { source }, zones: { used: stock.zones, limit: 500, source: "assumed" }, subnets: [{}] },
    ]);
    const warnings = notices.map((notice: { readonly code: string }) => notice.code);
    expect(warnings.sort()).toEqual(stock.nearly ? ["capacity/links", "capacity/subnets", "capacity/zones"] : []);
  });
});
