import type { CloudName } from "../shared/model/network.ts";
import { type Mode, modes } from "../shared/model/settings.ts";
import { readDeployment } from "./deployment.ts";
import { Fault } from "./fault.ts";

export type Roles = Readonly<Partial<Record<CloudName, string>>>;

/** What every command that looks at a cloud takes, from its options or the environment. */
export interface PassOptions {
  /** `null`: the vendors' own hosts. */
  readonly endpoint: string | null;
  readonly store: string;
  /** Path of a configuration file; `null`: the store's copy. */
  readonly config: string | null;
  readonly deployment: string;
  readonly mode: Mode;
  readonly json: boolean;
  /** The role to take on in each cloud: `acs:ram::<account>:role/<name>`, `qcs::cam::uin/<account>:roleName/<name>`. */
  readonly roles: Roles;
}

export interface RawOptions {
  readonly endpoint?: string;
  readonly store?: string;
  readonly config?: string;
  readonly deployment?: string;
  readonly mode?: string;
  readonly json?: boolean;
  readonly assumeRole?: readonly string[];
}

/** Where the store is when nothing names it: a folder beside the work. */
const defaultStore = "folder:.mooring";

export function passOptions(raw: RawOptions, environment: Readonly<Record<string, string | undefined>>): PassOptions {
  const mode = raw.mode ?? (environment["MOORING_MODE"] || "full");
  const known = modes.find((candidate) => candidate === mode);
  if (known === undefined) throw new Fault(`the mode "${mode}" is none; it is one of ${modes.join(", ")}`);
  return {
    endpoint: loopback(raw.endpoint ?? (environment["MOORING_ENDPOINT"] || undefined)),
    store: raw.store ?? (environment["MOORING_STORE"] || defaultStore),
    config: raw.config ?? null,
    deployment: readDeployment(raw.deployment ?? (environment["MOORING_DEPLOYMENT"] || "mooring")),
    mode: known,
    json: raw.json ?? false,
    roles: rolesOf(raw.assumeRole ?? []),
  };
}

const roleForms: Readonly<Record<CloudName, RegExp>> = {
  alibaba: /^acs:ram::\d+:role\/[\w.-]+$/i,
  tencent: /^qcs::cam::uin\/\d+:role(?:Name)?\/[\w+=,.@-]+$/,
};

/** One role a cloud; the form says whose it is. */
function rolesOf(given: readonly string[]): Roles {
  const roles: Partial<Record<CloudName, string>> = {};
  for (const text of given) {
    const cloud = (["alibaba", "tencent"] as const).find((name) => roleForms[name].test(text));
    if (cloud === undefined)
      throw new Fault(
        `the role "${text}" is none; write acs:ram::<account>:role/<name> or qcs::cam::uin/<account>:roleName/<name>`,
      );
    if (roles[cloud] !== undefined)
      throw new Fault(`two roles are named for one cloud: ${roles[cloud]} and ${text}; name one`);
    roles[cloud] = text;
  }
  return roles;
}

/** An endpoint is an emulated cloud on this machine; anything else would receive signed requests that are not its business. */
function loopback(endpoint: string | undefined): string | null {
  if (endpoint === undefined) return null;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || url.protocol !== "http:")
    throw new Fault(`the endpoint "${endpoint}" is no address; write for example http://127.0.0.1:4580`);
  const host = url.hostname;
  if (host !== "localhost" && host !== "[::1]" && !/^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)) {
    throw new Fault(
      `the endpoint ${endpoint} is not on this machine; only an emulated cloud on loopback may take the vendors' place`,
    );
  }
  return url.origin;
}
