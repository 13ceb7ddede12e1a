export { type Resolution, resolve } from "./resolve.ts";
export { serveDns } from "./serve.ts";
export { createDnsServers, type DnsServers, type ServedNetwork } from "./servers.ts";
export type { NetworkSource, NetworkView, ResolvingNetwork, ViewRecord, ViewZone } from "./view.ts";
