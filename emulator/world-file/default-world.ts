import { defaultAccount } from "../alibaba/accounts.ts";
import type { WorldSeed } from "./seed.ts";

/** What the store of the default world holds: its one registry, with everything that a pass may do. */
const exampleConfiguration = `version: 1
registries:
  ${defaultAccount.registries[0].name}:
    cloud: alibaba
    region: cn-hangzhou
    instance: ${defaultAccount.registries[0].id}
    parts: [registry, chart]
    mode: repair
    accept:
      accounts: ["${defaultAccount.id}"]
`;

/** The world without a file: one account with keys, a running registry, the bucket of the store, and no network. */
export const defaultWorld: WorldSeed = {
  accounts: [
    {
      cloud: "alibaba",
      ...defaultAccount,
      buckets: [
        {
          name: "mooring-state",
          region: "cn-hangzhou",
          objects: {
            "config/mooring.yaml": exampleConfiguration,
            "config/last-valid.yaml": exampleConfiguration,
          },
        },
      ],
    },
  ],
};
