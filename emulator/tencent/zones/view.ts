import type { NetworkSource, NetworkView, ViewRecord, ViewZone } from "../../dns/view.ts";
import type { TencentSettings } from "../settings.ts";
import type { TencentAccount, TencentRegistry, TencentState, TencentVpc, TencentZone } from "../state.ts";
import { forwardedOf } from "./forwarding.ts";
import { defaultName, nameOfRecord } from "./names.ts";

/** The provider's resolvers: a VPC that names neither never sees a private zone (`DnsServerSet`). */
const providedResolvers: readonly string[] = ["183.60.83.19", "183.60.82.98"];

/** From the block for documentation, RFC 5737: nothing on it answers. */
const publicAddress = "203.0.113.20";

/** Seconds; what the provider's own answers carry is undocumented. */
const publicTtl = 60;

/** The VPCs of all accounts, and what decides resolution in each, read afresh at every call. */
export function tencentNetworks(state: TencentState, settings: TencentSettings): NetworkSource {
  return {
    networks: () =>
      [...state.accounts.values()].flatMap(({ uin, vpcs }) =>
        [...vpcs.values()].map((vpc) => ({ cloud: "tencent", account: uin, region: vpc.region, vpcId: vpc.id })),
      ),
    view(network) {
      const vpc = state.accounts.get(network.account)?.vpcs.get(network.vpcId);
      return vpc === undefined ? undefined : viewOf(state, settings, vpc);
    },
  };
}

function viewOf(state: TencentState, settings: TencentSettings, vpc: TencentVpc): NetworkView {
  const accounts = [...state.accounts.values()];
  const bound = accounts
    .filter(({ dnsService }) => dnsService === "ENABLED" || settings.tencentZonesWhenClosed === "answer")
    .flatMap((account) => [...account.zones.values()].map((zone) => ({ account, zone })))
    .filter(({ zone }) => zone.bindings.some(({ vpcId, region }) => vpcId === vpc.id && region === vpc.region));
  const shown = (managed: boolean) =>
    bound.filter(({ zone }) => zone.managed === managed).map(({ account, zone }) => viewZone(settings, account, zone));
  return {
    resolver: vpc.dnsServers.some((server) => providedResolvers.includes(server))
      ? "provider"
      : settings.otherResolvers,
    // A customer's zone shadows a managed one of the same name.
    zones: [...shown(false), ...shown(true)],
    // A rule of this cloud belongs to a zone.
    rules: [],
    rulesGet: "unheld",
    provided: [],
    public: accounts.flatMap(({ registries }) =>
      [...registries.values()].flatMap((registry) => publicNames(settings, registry)),
    ),
    keepsAnswers: settings.tencentResolverKeeps,
  };
}

function viewZone(settings: TencentSettings, account: TencentAccount, zone: TencentZone): ViewZone {
  return {
    name: zone.domain,
    ...forwardedOf(settings, account, zone),
    missing: zone.dnsForward === "ENABLED" ? "public" : "nowhere",
    records: zone.records.map((record) => ({
      name: nameOfRecord(zone.domain, record.subDomain),
      type: record.type,
      value: record.value,
      ttl: record.ttl,
      priority: record.mx,
      enabled: record.enabled,
    })),
  };
}

/** The default domain alone: the name with `-vpc` does not exist outside. */
function publicNames(settings: TencentSettings, registry: TencentRegistry): readonly ViewRecord[] {
  if (registry.publicEntry !== "Opened" && settings.publicNameWhenClosed === "absent") return [];
  const name = defaultName(registry).toLowerCase();
  return [{ name, type: "A", value: publicAddress, ttl: publicTtl, priority: 0, enabled: true }];
}
