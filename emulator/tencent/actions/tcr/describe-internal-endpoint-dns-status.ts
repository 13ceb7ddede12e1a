import { type Fields, type TencentCall, tencentAction } from "../../action.ts";
import { publishedBy, underWay } from "../../zones/switches.ts";
import { errorsOf, refuse } from "./errors.ts";
import { askedSwitch, switchFields } from "./internal-endpoint-switch.ts";

type State = "ENABLED" | "DISABLED" | "ERROR";

/** The answer names neither the kind of domain nor the address. */
export const describeInternalEndpointDnsStatus = tencentAction({
  product: "tcr",
  name: "DescribeInternalEndpointDnsStatus",
  access: "read",
  callsPerSecond: 20,
  parameters: {
    VpcSet: {
      type: "list",
      required: true,
      of: { type: "object", fields: switchFields },
      means: "one item a VPC and kind of domain",
    },
  },
  errors: errorsOf("InvalidParameter", "InternalError.DescribePrivateZoneServiceList"),
  run(call) {
    const items = call.parameters.objects("VpcSet");
    const { dnsStatusMaxBatch: most } = call.settings;
    if (items.length === 0 || (most > 0 && items.length > most)) refuse("InvalidParameter");
    const results = items.map((item) => {
      const { wanted } = askedSwitch(call, item);
      return { Region: wanted.region, VpcId: wanted.vpcId, Status: wordOf(call, stateOf(call, item)) };
    });
    return { VpcSet: inOrder(call, results) };
  },
});

function stateOf(call: TencentCall, item: Fields): State {
  const { account, settings } = call;
  const { registry, vpc, ip, wanted } = askedSwitch(call, item);
  if (account.dnsService === "DISABLED") {
    const answer = settings.dnsStatusNotSubscribed;
    return answer === "DISABLED" || answer === "ERROR" ? answer : refuse(answer);
  }
  const stray = vpc?.region !== wanted.region;
  const none = publishedBy(account, wanted) === undefined && underWay(account, wanted) === undefined;
  if (registry === undefined || vpc === undefined || (stray && none))
    return settings.dnsStatusUnknown === "InvalidParameter" ? refuse("InvalidParameter") : settings.dnsStatusUnknown;
  const ahead = settings.dnsStatusAhead ? underWay(account, wanted) : undefined;
  if (ahead !== undefined) return ahead.ip !== null && isTheOne(call, [ahead.ip], ip) ? "ENABLED" : "DISABLED";
  const published = publishedBy(account, wanted);
  const values = published?.records.map(({ value }) => value) ?? [];
  if (published === undefined || !isTheOne(call, values, ip)) return "DISABLED";
  const { zone, records } = published;
  const whole =
    records.some(({ enabled, value }) => enabled && isTheOne(call, [value], ip)) &&
    zone.bindings.some(({ vpcId }) => vpcId === vpc.id);
  return whole ? "ENABLED" : settings.dnsStatusBrokenZone;
}

function isTheOne({ settings }: TencentCall, values: readonly string[], ip: string): boolean {
  return !settings.dnsStatusComparesIp || values.includes(ip);
}

/** The words of the examples, or those of the field's own text. */
function wordOf({ settings }: TencentCall, state: State): string {
  const [on, off, error] = settings.dnsStatusWords.split("/");
  return (state === "ENABLED" ? on : state === "DISABLED" ? off : error) ?? state;
}

interface Result {
  readonly Region: string;
  readonly VpcId: string;
  readonly Status: string;
}

function inOrder({ settings, random }: TencentCall, results: readonly Result[]): readonly Result[] {
  switch (settings.dnsStatusResultOrder) {
    case "request":
      return results;
    case "shuffled": {
      // Turned round by at least one place, so that an order that is taken for granted always shows.
      const first = results.length < 2 ? 0 : 1 + Math.floor(random() * (results.length - 1));
      return [...results.slice(first), ...results.slice(0, first)];
    }
    case "merged-per-vpc":
      return [...new Map(results.map((result) => [result.VpcId, result])).values()];
  }
}
