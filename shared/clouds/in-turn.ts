import { type CallContext, CloudError } from "./port.ts";

/** Sends one request that writes when it may go, and says when it had no effect: only an answer is certain of that. */
export async function inTurn<T>(
  { turns, signal }: Pick<CallContext, "turns" | "signal">,
  send: () => Promise<T>,
): Promise<T> {
  await turns?.before();
  signal.throwIfAborted();
  try {
    return await send();
  } catch (error) {
    if (error instanceof CloudError && error.failure.kind !== "unavailable") turns?.refused();
    throw error;
  }
}
