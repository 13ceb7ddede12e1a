import { createHash } from "node:crypto";
import type { Role } from "../state.ts";

interface RoleOptions {
  readonly name: string;
  /** World time, milliseconds. */
  readonly now: number;
  /** For a service-linked role. */
  readonly serviceName?: string | null;
  readonly description?: string;
  /** Trust policy, JSON text. Without it a service-linked role trusts its service, any other nobody. */
  readonly trust?: string;
  readonly maxSessionSeconds?: number;
}

/** A role with no policy attached. */
export function newRole({ name, now, serviceName = null, ...more }: RoleOptions): Role {
  return {
    name,
    serviceName,
    createdAt: now,
    updatedAt: now,
    description: more.description ?? "",
    trust: more.trust ?? trusting(serviceName === null ? {} : { Service: [serviceName] }),
    maxSessionSeconds: more.maxSessionSeconds ?? 3_600,
    attached: [],
  };
}

/** The trust policy that lets these principals assume a role, as JSON text. */
export function trusting(principals: Readonly<Record<string, readonly string[]>>): string {
  return JSON.stringify({
    Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: principals }],
    Version: "1",
  });
}

/** `acs:ram::<account>:role/<name>`: the vendor writes the name in lower case. */
export function roleArn(account: string, name: string): string {
  return `acs:ram::${account}:role/${name.toLowerCase()}`;
}

/** 18 digits that begin with a 3, the same for the same role. */
export function roleId(account: string, name: string): string {
  const digest = createHash("sha256").update(`${account} ${name.toLowerCase()}`).digest("hex").slice(0, 14);
  return `3${BigInt(`0x${digest}`).toString().padStart(17, "0").slice(-17)}`;
}
