import { createRequire } from "node:module";
import type { ClientOptions } from "./cloud-client.ts";

// Required, because the packages are CommonJS with a `default` that importers read in different ways.
const require = createRequire(import.meta.url);
const core: typeof import("@alicloud/openapi-core") = require("@alicloud/openapi-core");
const ram: typeof import("@alicloud/ram20150501") = require("@alicloud/ram20150501");
const sts: typeof import("@alicloud/sts20150401") = require("@alicloud/sts20150401");
const directory: typeof import("@alicloud/resourcemanager20200331") = require("@alicloud/resourcemanager20200331");

/** The vendor's generated clients of the account products, with their request classes. */
export function accountClients(endpoint: string, keys: ClientOptions) {
  const config = () => new core.$OpenApiUtil.Config({ endpoint, protocol: "HTTP", ...keys });
  return {
    ram: new ram.default(config()),
    sts: new sts.default(config()),
    directory: new directory.default(config()),
  };
}

export const requests = { ram, sts, directory } as const;
