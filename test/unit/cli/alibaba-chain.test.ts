import { describe, expect, it } from "vitest";
import { noAlibabaKey } from "../../../cli/drivers.ts";

const said = "unable to get credentials from enviroment variables, Access key ID must be specified";
const next =
  "set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or configure the vendor's command line";

describe("that there is no key for Alibaba Cloud", () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    [next, {}],
    [next, { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ALIBABA_CLOUD_ACCESS_KEY_ID: "" }],
    [
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET is not set, though its other half is",
      { ALIBABA_CLOUD_ACCESS_KEY_ID: "id", ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/r" },
    ],
    ["ALIBABA_CLOUD_ACCESS_KEY_ID is not set, though its other half is", { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret" }],
    // What else was to give a key is for the vendor's chain to explain.
    [`${next}; the vendor's chain says: ${said}`, { ALIBABA_CLOUD_OIDC_TOKEN_FILE: "/nowhere" }],
  ])("is said once: %s", (sentence, environment) => {
    expect(noAlibabaKey(environment, said)).toBe(`no credentials for Alibaba Cloud: ${sentence}`);
  });
});
