import type { CustomPolicy } from "../state.ts";
import { parsePolicy } from "./document.ts";

interface PolicyOptions {
  readonly name: string;
  /** JSON text. */
  readonly document: string;
  readonly description?: string;
  /** World time, milliseconds. */
  readonly now: number;
}

/** A policy of an account in its first version; throws `MalformedPolicyError`. */
export function newPolicy({ name, document, description = "", now }: PolicyOptions): CustomPolicy {
  parsePolicy(document);
  return {
    name,
    description,
    createdAt: now,
    updatedAt: now,
    defaultVersion: "v1",
    versions: [{ id: "v1", createdAt: now, document }],
    made: 1,
  };
}
