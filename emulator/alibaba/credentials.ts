import type { Ids } from "./ids.ts";
import type { PolicyDocument } from "./rights/document.ts";
import type { AlibabaState, Identity } from "./state.ts";

/** A key that may sign; a temporary one has a token and an end, in world time milliseconds. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly identity: Identity;
  readonly securityToken?: string;
  readonly expiresAt?: number;
  /** What the session may do at most, whatever its role may. */
  readonly sessionPolicy?: PolicyDocument;
}

/** A temporary key. */
type IssuedKey = Credential & Required<Pick<Credential, "securityToken" | "expiresAt">>;

interface TemporaryKeyOptions {
  /** Account id. */
  readonly account: string;
  /** Role name, as created. */
  readonly role: string;
  readonly session: string;
  readonly seconds: number;
  readonly policy?: PolicyDocument;
}

export interface Credentials {
  find(accessKeyId: string): Credential | undefined;
  /** A temporary key of an assumed role, as STS AssumeRole hands out. */
  issue(options: TemporaryKeyOptions): IssuedKey;
}

export function createCredentials(state: AlibabaState, ids: Ids, now: () => number): Credentials {
  const temporary = new Map<string, IssuedKey>();
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
    issue({ account, role, session, seconds, policy }) {
      const accessKeyId = `STS.${ids.hex32()}`;
      const issued = {
        accessKeyId,
        secret: `emulated-${ids.hex32()}`,
        securityToken: `emulated-token-${ids.hex32()}`,
        expiresAt: now() + seconds * 1000,
        identity: { account, type: "assumed-role", name: `${role}:${session}`, accessKeyId },
        ...(policy !== undefined && { sessionPolicy: policy }),
      } as const;
      temporary.set(accessKeyId, issued);
      return issued;
    },
  };
}
