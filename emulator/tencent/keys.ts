import type { TencentIds } from "./ids.ts";
import type { TencentIdentity, TencentState } from "./state.ts";

/** A key that may sign; a temporary one has a token and an end, in world time milliseconds. */
export interface TencentKey {
  readonly secretId: string;
  readonly secretKey: string;
  readonly identity: TencentIdentity;
  readonly token?: string;
  readonly expiresAt?: number;
  /** What the session may do at most, whatever its role may; JSON text of a policy. */
  readonly sessionPolicy?: string;
  /** For a role's key: the user who asked for it, by UIN. */
  readonly requestedBy?: string;
  /** For a key that a user lent to somebody outside: that somebody's name. */
  readonly lentTo?: string;
}

type IssuedKey = TencentKey & Required<Pick<TencentKey, "token" | "expiresAt">>;

export interface TencentKeys {
  find(secretId: string): TencentKey | undefined;
  /** A temporary key of an assumed role, as `sts:AssumeRole` hands out. */
  issue(options: {
    readonly account: string;
    readonly role: string;
    readonly session: string;
    readonly seconds: number;
    readonly policy?: string;
    readonly requestedBy?: string;
  }): IssuedKey;
  /** A temporary key with its caller's rights, within a policy, as `sts:GetFederationToken` hands out. */
  lend(options: {
    readonly caller: TencentIdentity;
    readonly name: string;
    readonly seconds: number;
    readonly policy: string;
  }): IssuedKey;
}

export function createTencentKeys(state: TencentState, ids: TencentIds, now: () => number): TencentKeys {
  const temporary = new Map<string, IssuedKey>();

  function keep(
    seconds: number,
    {
      identity,
      ...more
    }: Omit<TencentKey, "secretId" | "secretKey" | "identity"> & {
      readonly identity: Omit<TencentIdentity, "secretId">;
    },
  ): IssuedKey {
    const secretId = `AKID${ids.key(60)}`;
    const issued: IssuedKey = {
      ...more,
      secretId,
      secretKey: `emulated-${ids.key(32)}`,
      token: `emulated-token-${ids.key(120)}`,
      expiresAt: now() + seconds * 1000,
      identity: { ...identity, secretId },
    };
    temporary.set(secretId, issued);
    return issued;
  }

  return {
    find(secretId) {
      const issued = temporary.get(secretId);
      if (issued !== undefined) return issued;
      for (const account of state.accounts.values()) {
        const user = account.users.find((candidate) => candidate.secretId === secretId);
        if (user === undefined) continue;
        const type = user.uin === account.uin ? "Root" : "CAMUser";
        const identity = { account: account.uin, type, name: user.name, principalId: user.uin, secretId } as const;
        return { secretId, secretKey: user.secretKey, identity };
      }
      return undefined;
    },
    issue({ account, role, session, seconds, policy, requestedBy }) {
      const roleId = state.accounts.get(account)?.roles.get(role)?.id ?? "0";
      return keep(seconds, {
        identity: {
          account,
          type: "AssumedRole",
          name: `${role}:${session}`,
          principalId: `${roleId}:${session}`,
        },
        ...(policy !== undefined && { sessionPolicy: policy }),
        ...(requestedBy !== undefined && { requestedBy }),
      });
    },
    lend: ({ caller, name, seconds, policy }) =>
      keep(seconds, { identity: caller, sessionPolicy: policy, lentTo: name }),
  };
}
