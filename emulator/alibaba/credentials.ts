import type { Ids } from "./action.ts";
import type { AlibabaState, Identity } from "./state.ts";

/** A key that may sign; a temporary one has a token and an end, in world time milliseconds. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly identity: Identity;
  readonly securityToken?: string;
  readonly expiresAt?: number;
}

interface TemporaryKeyOptions {
  /** Account id. */
  readonly account: string;
  /** Role name, as created. */
  readonly role: string;
  readonly session: string;
  readonly seconds: number;
}

export interface Credentials {
  find(accessKeyId: string): Credential | undefined;
  /** A temporary key of an assumed role, as STS AssumeRole hands out. */
  issue(options: TemporaryKeyOptions): Required<Credential>;
}

export function createCredentials(state: AlibabaState, ids: Ids, now: () => number): Credentials {
  const temporary = new Map<string, Required<Credential>>();
  return {
    find(accessKeyId) {
      const issued = temporary.get(accessKeyId);
      if (issued !== undefined) return issued;
      for (const account of state.accounts.values()) {
        const user = account.users.find((candidate) => candidate.accessKeyId === accessKeyId);
        if (user === undefined) continue;
        const identity = { account: account.id, type: "ram-user", name: user.name, accessKeyId } as const;
        return { accessKeyId, secret: user.accessKeySecret, identity };
      }
      return undefined;
    },
    issue({ account, role, session, seconds }) {
      const accessKeyId = `STS.${ids.hex32()}`;
      const issued = {
        accessKeyId,
        secret: `emulated-${ids.hex32()}`,
        securityToken: `emulated-token-${ids.hex32()}`,
        expiresAt: now() + seconds * 1000,
        identity: { account, type: "assumed-role", name: `${role}:${session}`, accessKeyId },
      } as const;
      temporary.set(accessKeyId, issued);
      return issued;
    },
  };
}
