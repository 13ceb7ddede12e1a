import { setting } from "../../settings.ts";

export const gatewaySettings = {
  throttlingStatus: setting({
    name: "throttlingStatus",
    values: [400, 429, 503],
    means: "the HTTP status of a throttled call",
    row: "alibaba 6.5, 11.11",
  }),
  throttlingCode: setting({
    name: "throttlingCode",
    values: ["Throttling.User", "Throttling", "Throttling.Api"],
    means: "the code of a throttled call",
    row: "alibaba 6.5",
  }),
  callsPerMinute: setting({
    name: "callsPerMinute",
    values: [0, 300],
    means: "calls of one action by one account in 60 s of world time before it is throttled; 0 is no limit",
    row: "alibaba 8, 11.8",
  }),
  publishedLimits: setting({
    name: "publishedLimits",
    values: ["enforced", "off"],
    means:
      "whether the rate limits that the vendor publishes (sts, ram, CreateVSwitch) hold; off for worlds made in one go",
    row: "alibaba 8",
  }),
  unknownParameters: setting({
    name: "unknownParameters",
    values: ["ignored", "refused"],
    means: "what becomes of a parameter that the action does not have",
    row: "alibaba 6.4",
  }),
  oversizedPage: setting({
    name: "oversizedPage",
    values: ["refused", "cut"],
    means: "a page size above the maximum is an error, or the maximum is taken",
    row: "alibaba 4.1, 10.19",
  }),
  unknownKeyStatus: setting({
    name: "unknownKeyStatus",
    values: [404, 400],
    means: "the HTTP status of InvalidAccessKeyId.NotFound; products differ",
    row: "alibaba 6.5",
  }),
  wrongSignatureStatus: setting({
    name: "wrongSignatureStatus",
    values: [400, 403],
    means: "the HTTP status of SignatureDoesNotMatch; the DNS page lists another one",
    row: "alibaba 6.5",
  }),
  readLagMs: setting({
    name: "readLagMs",
    values: [0, 2_000],
    means: "how long lists do not show yet what was just created",
    row: "alibaba 10.17",
  }),
} as const;
