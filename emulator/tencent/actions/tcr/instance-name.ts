import type { TencentState } from "../../state.ts";

const reserved: ReadonlySet<string> = new Set(["tencent", "tencentcloud", "registry", "admin"]);

/** Why a new instance cannot have a name; the numbers are those of CheckInstanceName. */
export function nameTrouble(state: TencentState, name: string): "illegal" | "reserved" | "exists" | undefined {
  if (!/^[a-z0-9][a-z0-9-]{3,48}[a-z0-9]$/.test(name)) return "illegal";
  if (reserved.has(name)) return "reserved";
  // Names are domains: unique over all accounts.
  const taken = [...state.accounts.values()].some(({ registries }) =>
    [...registries.values()].some((registry) => registry.name === name),
  );
  return taken ? "exists" : undefined;
}
