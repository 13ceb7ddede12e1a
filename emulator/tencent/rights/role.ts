import type { TencentIds } from "../ids.ts";
import type { TencentRole } from "../state.ts";
import { parseTrust } from "./document.ts";

interface RoleOptions {
  readonly name: string;
  readonly ids: Pick<TencentIds, "integer">;
  /** World time, milliseconds. */
  readonly now: number;
  readonly type?: TencentRole["type"];
  readonly description?: string;
  /** Who may assume it, JSON text; `trusting` writes one. */
  readonly trust: string;
  /** Seconds. */
  readonly maxSessionSeconds?: number;
  readonly consoleLogin?: boolean;
  readonly tags?: ReadonlyMap<string, string>;
}

/** A role with no policy attached; throws `MalformedPolicyError` for a wrong trust policy. */
export function newTencentRole({ name, ids, now, trust, ...more }: RoleOptions): TencentRole {
  parseTrust(trust);
  return {
    id: `46116860184${String(ids.integer()).padStart(8, "0")}`,
    name,
    type: more.type ?? "user",
    createdAt: now,
    updatedAt: now,
    description: more.description ?? "",
    trust,
    maxSessionSeconds: more.maxSessionSeconds ?? 7_200,
    consoleLogin: more.consoleLogin ?? false,
    tags: new Map(more.tags),
    attached: [],
  };
}

/** The trust policy that lets these principals assume a role, as JSON text: `{service: ["scf.qcloud.com"]}`. */
export function trusting(principal: Readonly<Record<string, readonly string[]>>): string {
  return JSON.stringify({
    version: "2.0",
    statement: [{ action: "name/sts:AssumeRole", effect: "allow", principal }],
  });
}

/** `qcs::cam::uin/<uin>:roleName/<name>`; a service's role has a folder of its own. */
export function roleArn(uin: string, { name, type }: Pick<TencentRole, "name" | "type">): string {
  return `qcs::cam::uin/${uin}:${type === "service_linked" ? "role/tencentcloudServiceRoleName" : "roleName"}/${name}`;
}
