import type { Change } from "../model/change.ts";
import { type Finding, type State, states, worst } from "../model/finding.ts";
import type { CallFailure } from "../model/known.ts";
import type { CloudName } from "../model/network.ts";
import type { Override } from "../model/override.ts";
import type { Tone } from "./page.ts";

const clouds: Readonly<Record<CloudName, string>> = { alibaba: "Alibaba Cloud", tencent: "Tencent Cloud" };

/** `target: emulated cloud at http://127.0.0.1:4580` or `target: Alibaba Cloud (cn-hangzhou)`. */
export function targetLine(target: string, findings: readonly Finding[]): string {
  if (/^https?:\/\//.test(target)) return `target: emulated cloud at ${target}`;
  if (target.startsWith("file:")) return `target: the estate saved in ${target.slice("file:".length)}, no cloud`;
  const names = (["alibaba", "tencent"] as const).flatMap((cloud) => {
    const regions = [...new Set(findings.filter((finding) => finding.cloud === cloud).map(({ region }) => region))];
    return regions.length === 0 ? [] : [`${clouds[cloud]} (${regions.sort().join(", ")})`];
  });
  return `target: ${names.length === 0 ? target : names.join(", ")}`;
}

/** `12 networks: 10 moored, 1 pending, 1 blocked`; a network with several registries counts once, with its worst state. */
export function headline(findings: readonly Finding[]): string {
  const networks = new Map<string, State>();
  for (const { cloud, network, state } of findings) {
    const key = `${cloud}/${network}`;
    networks.set(key, worst([networks.get(key) ?? "moored", state]));
  }
  const all = [...networks.values()];
  const counts = states
    .map((state) => ({ state, count: all.filter((other) => other === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  if (counts.length === 0) return "no networks: none wishes a registry and none is linked";
  return `${counted(all.length, "network")}: ${counts.join(", ")}`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

export function toneOf(state: State): Tone {
  switch (state) {
    case "moored":
      return "good";
    case "leaving":
    case "pending":
    case "held":
      return "waiting";
    case "foreign":
      return "quiet";
    case "unmoored":
    case "drifted":
    case "blocked":
    case "unknown":
      return "bad";
  }
}

/** What a change does, as the rest of a sentence that begins with Mooring. */
export function changeWords(change: Change): string {
  const { network, registry } = change;
  switch (change.kind) {
    case "attach":
      return `attach ${network} to ${registry} (${change.part}) through ${change.subnet}`;
    case "detach":
      return `detach ${network} from ${registry} (${change.part}), linked through ${change.subnet}`;
    case "create-record":
      return `create ${change.name} ${change.want.type} ${change.want.value} for ${network}`;
    case "correct-record": {
      const { have, want } = change;
      if (have.type === want.type && have.value === want.value)
        return `correct the TTL of ${change.name} for ${network}: ${have.ttl} becomes ${want.ttl} seconds`;
      return `correct ${change.name} for ${network}: ${have.type} ${have.value} becomes ${want.type} ${want.value}`;
    }
    case "enable-record":
      return `enable ${change.name} ${change.have.type} ${change.have.value} for ${network}`;
    case "delete-record":
      return `delete the extra ${change.name} ${change.have.type} ${change.have.value} for ${network}`;
    case "bind-zone": {
      const others = change.want.filter((binding) => binding.network !== network).length;
      const kept = others === 0 ? "alone" : `beside ${counted(others, "other network")}`;
      return `bind the zone ${change.zoneName} to ${network}, ${kept}`;
    }
    case "set-fall-through":
      return `have the zone ${change.zoneName} ${change.want ? "pass on" : "refuse"} names that it does not hold, for ${network}`;
    case "create-zone":
      return `make the zone ${change.zoneName} for ${change.name} in ${network}`;
    case "delete-zone":
      return `delete the zone ${change.zoneName} of Mooring's own, for ${network}`;
    case "create-role":
      return `make the role that ${registry} publishes names with, for ${network}`;
    case "switch-on":
      return `${change.first ? "publish" : "switch on again"} ${change.name} with ${change.address} in ${network}`;
    case "switch-off":
      return `switch off ${change.name}, published with ${change.address}, in ${network}${change.switchRegion === change.region || change.switchRegion === "" ? "" : `, under ${change.switchRegion}`}`;
  }
}

/** A limit that does not hold for one run: `attaches-per-day=100`, or `canary set aside`. */
export function overrideWords({ limit, value }: Pick<Override, "limit" | "value">): string {
  return value === null ? `${limit} set aside` : `${limit}=${value}`;
}

/** What a vendor or the store answered, with what its support asks for. */
export function failureWords({ call, code, message, requestId }: CallFailure): string {
  return `${call} answered ${code}: ${message}${requestId === undefined ? "" : ` (request ${requestId})`}`;
}
