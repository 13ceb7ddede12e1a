import { unknown } from "../../model/known.ts";
import type { LedgerEntry } from "../../model/ledger.ts";
import type { Network } from "../../model/network.ts";

/** A network that no listing shows, as far as the ledger remembers it. */
export function rememberedNetwork({ cloud, account, region, network: id }: LedgerEntry): Network {
  return {
    cloud,
    account,
    region,
    id,
    label: "",
    tags: {},
    available: false,
    resourceGroup: "",
    subnetCount: null,
    resolvers: unknown("no listing shows the network"),
    createdAt: "",
  };
}
