import type { NetworkSource, NetworkView, ResolvingNetwork, ViewRecord, ViewZone } from "../../dns/view.ts";
import type { AlibabaSettings } from "../settings.ts";
import type { Account, AlibabaState, PrivateZone, RegistryInstance, Vpc, ZoneRecord } from "../state.ts";
import { domainsOf, publicDomainsOf } from "./domains.ts";
import { resolverOf, rulesOf } from "./resolvers.ts";

/** Seconds; what the provider's own answers carry is undocumented. */
const providedTtl = 60;

/** From the block for documentation, RFC 5737: nothing on it answers. */
const publicAddress = "203.0.113.10";

/** The VPCs of all accounts, and what decides resolution in each, read afresh at every call. */
export function alibabaNetworks(state: AlibabaState, settings: AlibabaSettings): NetworkSource {
  return {
    networks: () =>
      [...state.accounts.values()].flatMap(({ id, vpcs }) =>
        [...vpcs.values()].map((vpc) => ({ cloud: "alibaba", account: id, region: vpc.region, vpcId: vpc.id })),
      ),
    view(network: ResolvingNetwork) {
      const owner = state.accounts.get(network.account);
      const vpc = owner?.vpcs.get(network.vpcId);
      return owner === undefined || vpc === undefined ? undefined : viewOf(state, settings, owner, vpc);
    },
  };
}

/** What a resolver inside the VPC goes by. */
function viewOf(state: AlibabaState, settings: AlibabaSettings, owner: Account, vpc: Vpc): NetworkView {
  const accounts = [...state.accounts.values()];
  const answering = accounts.filter((account) => answers(settings, account));
  return {
    resolver: resolverOf(settings, owner, vpc),
    ...rulesOf(settings, answering, vpc),
    zones: answering
      .flatMap(({ zones }) => [...zones.values()])
      .filter((zone) => zone.bindings.some((binding) => binding.vpcId === vpc.id))
      .map((zone) => viewZone(settings, zone)),
    provided: accounts.flatMap(({ instances }) =>
      [...instances.values()].flatMap((instance) => provided(settings, instance, vpc)),
    ),
    public: accounts.flatMap(({ instances }) => [...instances.values()].flatMap(publicNames)),
    keepsAnswers: settings.dnsGroup === "NORMAL_ZONE",
  };
}

function answers(settings: AlibabaSettings, { privateZoneService }: Account): boolean {
  const closed = privateZoneService === "CLOSED" || privateZoneService === "IN_DEBT_OVER_DUE";
  return !closed || settings.resolutionWhenClosed === "goes-on";
}

function viewZone(settings: AlibabaSettings, zone: PrivateZone): ViewZone {
  return {
    name: zone.name,
    missing: zone.proxyPattern === "ZONE" ? "nowhere" : settings.recordPatternFallsTo,
    records: zone.records.map((record) => viewRecord(zone, record)),
  };
}

function viewRecord(zone: PrivateZone, record: ZoneRecord): ViewRecord {
  return {
    name: record.rr === "@" ? zone.name : `${record.rr.toLowerCase()}.${zone.name}`,
    type: record.type,
    value: record.value,
    ttl: record.ttl,
    priority: record.priority,
    enabled: record.status === "ENABLE",
  };
}

function provided(settings: AlibabaSettings, instance: RegistryInstance, vpc: Vpc): readonly ViewRecord[] {
  if (settings.defaultResolution === "none") return [];
  return instance.links.flatMap((link) =>
    link.vpcId === vpc.id && link.defaultAccess && link.status === "RUNNING" && link.ip !== null
      ? addresses(domainsOf(instance, link.module), link.ip)
      : [],
  );
}

function publicNames(instance: RegistryInstance): readonly ViewRecord[] {
  return instance.modules.flatMap((module) => addresses(publicDomainsOf(instance, module), publicAddress));
}

function addresses(names: readonly string[], value: string): readonly ViewRecord[] {
  return names.map((name) => ({
    name: name.toLowerCase(),
    type: "A",
    value,
    ttl: providedTtl,
    priority: 0,
    enabled: true,
  }));
}
