// biome-ignore lint/style/noRestrictedImports: a hash is a pure function of its text, and the pure core has none of its own.
import { createHash } from "node:crypto";

/** SHA-256 as 64 hexadecimal digits. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
