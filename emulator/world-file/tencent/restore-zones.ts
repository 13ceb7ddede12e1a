import type {
  TencentForwardRule,
  TencentOutboundEndpoint,
  TencentRecord,
  TencentZone,
  TencentZoneBinding,
} from "../../tencent/state.ts";
import type { Time } from "../times.ts";
import type {
  TencentBindingSeed,
  TencentForwardRuleSeed,
  TencentOutboundEndpointSeed,
  TencentRecordSeed,
  TencentZoneSeed,
} from "./seed.ts";

export function zoneFrom(seed: TencentZoneSeed, time: Time): TencentZone {
  const createdAt = time(seed.createdAt);
  return {
    id: seed.id,
    domain: seed.domain,
    managed: seed.managedFor !== undefined,
    managedFor: seed.managedFor ?? null,
    ...(seed.strayRegion !== undefined && { strayRegion: seed.strayRegion }),
    createdAt,
    updatedAt: seed.updatedAt === undefined ? createdAt : time(seed.updatedAt),
    remark: seed.remark ?? "",
    dnsForward: seed.dnsForward ?? "ENABLED",
    cnameSpeedup: seed.cnameSpeedup ?? "ENABLED",
    tags: new Map(Object.entries(seed.tags ?? {})),
    records: (seed.records ?? []).map((record) => recordFrom(record, time)),
    bindings: (seed.networks ?? []).map(bindingFrom),
  };
}

export function bindingFrom({ id, region, account }: TencentBindingSeed): TencentZoneBinding {
  return { vpcId: id, region, uin: account ?? null };
}

export function endpointFrom(seed: TencentOutboundEndpointSeed, time: Time): TencentOutboundEndpoint {
  return {
    id: seed.id,
    name: seed.name ?? "",
    region: seed.region ?? "ap-guangzhou",
    createdAt: time(seed.createdAt),
    serviceId: seed.serviceId ?? null,
    vips: seed.vips ?? [],
    target: seed.target ?? null,
  };
}

export function forwardRuleFrom(seed: TencentForwardRuleSeed, time: Time): TencentForwardRule {
  const createdAt = time(seed.createdAt);
  return {
    id: seed.id,
    type: seed.type ?? "DOWN",
    zoneId: seed.zone,
    createdAt,
    updatedAt: seed.updatedAt === undefined ? createdAt : time(seed.updatedAt),
    name: seed.name ?? "",
    endpointId: seed.endpoint,
  };
}

function recordFrom(seed: TencentRecordSeed, time: Time): TencentRecord {
  const createdAt = time(seed.createdAt);
  return {
    id: seed.id,
    createdAt,
    updatedAt: seed.updatedAt === undefined ? createdAt : time(seed.updatedAt),
    subDomain: seed.subDomain,
    type: seed.type,
    value: seed.value,
    ttl: seed.ttl ?? 600,
    mx: seed.mx ?? 0,
    weight: seed.weight ?? null,
    enabled: seed.enabled ?? true,
    remark: seed.remark ?? "",
  };
}
