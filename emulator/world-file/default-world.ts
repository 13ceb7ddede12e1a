import { defaultAccount } from "../alibaba/accounts.ts";
import { defaultTencentAccount } from "../tencent/accounts.ts";
import type { WorldSeed } from "./seed.ts";

const [registry] = defaultAccount.registries;
const [tencentRegistry] = defaultTencentAccount.registries;

/** What the store of either cloud holds: the registries of both, with everything that a pass may do. */
const exampleConfiguration = `version: 1
registries:
  ${registry.name}:
    cloud: alibaba
    region: cn-hangzhou
    instance: ${registry.id}
    parts: [registry, chart]
    mode: repair
    accept:
      accounts: ["${defaultAccount.id}"]
  ${tencentRegistry.name}:
    cloud: tencent
    region: ap-guangzhou
    instance: ${tencentRegistry.id}
    parts: [registry]
    mode: repair
    accept:
      accounts: ["${defaultTencentAccount.id}"]
`;
const objects = {
  "config/mooring.yaml": exampleConfiguration,
  "config/last-valid.yaml": exampleConfiguration,
};

/** The world without a file: in each cloud one account with keys, a running registry, the store's bucket, no network. */
export const defaultWorld: WorldSeed = {
  accounts: [
    { cloud: "alibaba", ...defaultAccount, buckets: [{ name: "mooring-state", region: "cn-hangzhou", objects }] },
    {
      cloud: "tencent",
      ...defaultTencentAccount,
      buckets: [{ name: `mooring-state-${defaultTencentAccount.appId}`, region: "ap-guangzhou", objects }],
    },
  ],
};
