import { userInfo } from "node:os";

/** Who sits at the terminal, for people; in a container a user may have a number and no name. */
export function personHere(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? "unknown"}`;
  }
}
