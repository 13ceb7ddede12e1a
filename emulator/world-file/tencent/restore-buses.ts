import type { TencentEventBus, TencentEventRule } from "../../tencent/state.ts";
import type { Time } from "../times.ts";
import type { TencentBusSeed, TencentRuleSeed } from "./seed.ts";

export function busFrom(seed: TencentBusSeed, time: Time): TencentEventBus {
  return {
    id: seed.id,
    region: seed.region,
    type: seed.type ?? "Cloud",
    name: seed.name ?? "default",
    description: seed.description ?? "",
    createdAt: time(seed.createdAt),
    rules: (seed.rules ?? []).map((rule) => ruleFrom(rule, time)),
  };
}

function ruleFrom(seed: TencentRuleSeed, time: Time): TencentEventRule {
  const createdAt = time(seed.createdAt);
  return {
    id: seed.id,
    name: seed.name,
    description: seed.description ?? "",
    enabled: seed.enabled ?? true,
    pattern: JSON.stringify(seed.pattern),
    createdAt,
    updatedAt: seed.updatedAt === undefined ? createdAt : time(seed.updatedAt),
    targets: (seed.targets ?? []).map(({ id, resource, batch, createdAt: at }) => ({
      id,
      type: "scf",
      resource,
      batch,
      createdAt: time(at),
    })),
  };
}
