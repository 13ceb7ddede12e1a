import { defaultAccount, defaultTencentAccount, defaultWorld } from "../emulator/index.ts";
import type { CloudName } from "../shared/model/network.ts";

/** So many get their link on both clouds before a registry's quota or a day's limit is near. */
export const mostNetworks = 9;

/** Ids have eight characters on Tencent Cloud, hence one digit. */
function networksOf(cloud: CloudName, count: number, registry: string, subnet: string, zone: string) {
  return Array.from({ length: count }, (_, index) => {
    const id = `${cloud}${index + 1}`;
    const block = (bits: number) => `10.${index + 1}.0.0/${bits}`;
    const tags = { "registry-link": registry };
    return { id: `vpc-${id}`, cidr: block(16), tags, subnets: [{ id: `${subnet}-${id}`, cidr: block(24), zone }] };
  });
}

/**
 * The world that there is without a file, as the text of one, and in it so many networks on each cloud that wish for the
 * registry there, with a subnet each: `vpc-alibaba1`, `vpc-tencent1` and so on.
 */
export function worldWithNetworks(count: number): string {
  const accounts = defaultWorld.accounts.map((account) =>
    account.cloud === "alibaba"
      ? {
          ...account,
          networks: networksOf("alibaba", count, defaultAccount.registries[0].name, "vsw", "cn-hangzhou-i"),
        }
      : {
          ...account,
          networks: networksOf("tencent", count, defaultTencentAccount.registries[0].name, "subnet", "ap-guangzhou-3"),
        },
  );
  return JSON.stringify({ ...defaultWorld, accounts });
}
