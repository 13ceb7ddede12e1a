export type { ServedNetwork } from "./servers.ts";
