import { createRequire } from "node:module";
import { createEmulator } from "../../emulator/emulator.ts";
import { listen } from "../../emulator/listen.ts";
import type { SettingValue } from "../../emulator/settings.ts";

// Required, because the package is CommonJS with a `default` that importers read in different ways.
const core: typeof import("@alicloud/openapi-core") = createRequire(import.meta.url)("@alicloud/openapi-core");
const { OpenApiUtil, $OpenApiUtil: wire, default: Client } = core;

type Body = Record<string, unknown>;

const versions = { pvtz: "2018-01-01", vpc: "2016-04-28", cr: "2018-12-01" } as const;

export const accounts = {
  home: {
    id: "1000000000000001",
    users: [{ name: "alice", accessKeyId: "LTAIhome", accessKeySecret: "made-up-home" }],
    registries: [{ id: "cri-prod", name: "prod" }],
  },
  other: {
    id: "1000000000000002",
    users: [{ name: "bob", accessKeyId: "LTAIother", accessKeySecret: "made-up-other" }],
  },
} as const;

/** A listening emulator with two accounts, and the vendor's own client for each. */
export async function startWorld(settings: Readonly<Record<string, SettingValue>> = {}) {
  const emulator = createEmulator({ settings, accounts: Object.values(accounts) });
  const { endpoint, url } = await listen(emulator);

  const clientOf = ({ users: [user] }: (typeof accounts)[keyof typeof accounts]) => {
    const client = new Client(
      new wire.Config({
        accessKeyId: user.accessKeyId,
        accessKeySecret: user.accessKeySecret,
        endpoint,
        protocol: "HTTP",
      }),
    );
    return async (product: keyof typeof versions, action: string, query: object = {}): Promise<Body> => {
      const { body } = await client.callApi(
        new wire.Params({
          action,
          version: versions[product],
          protocol: "HTTP",
          pathname: "/",
          method: "POST",
          authType: "AK",
          style: "RPC",
          reqBodyType: "formData",
          bodyType: "json",
        }),
        new wire.OpenApiRequest({ query: OpenApiUtil.query(query) }),
        // Any model serves as options; the class for them is another package's.
        new wire.OpenApiRequest({}),
      );
      return body;
    };
  };
  const home = clientOf(accounts.home);

  return {
    emulator,
    url,
    home,
    other: clientOf(accounts.other),
    pvtz: (action: string, query: object = {}) => home("pvtz", action, query),
    /** The id of a new VPC of the first account, or of the one whose client is given. */
    async newVpc(call = home, RegionId = "cn-hangzhou"): Promise<string> {
      return String((await call("vpc", "CreateVpc", { RegionId, CidrBlock: "192.168.0.0/16" }))["VpcId"]);
    },
    async newZone(ZoneName: string): Promise<string> {
      return String((await home("pvtz", "AddZone", { ZoneName }))["ZoneId"]);
    },
    async newRecord(record: object): Promise<number> {
      return Number((await home("pvtz", "AddZoneRecord", record))["RecordId"]);
    },
  };
}
