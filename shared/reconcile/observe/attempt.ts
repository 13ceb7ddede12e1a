import { CloudError } from "../../clouds/port.ts";
import type { Clock } from "../../kernel/clock.ts";
import { type CallFailure, instant, type Known, known, unknown } from "../../model/known.ts";
import { StoreError } from "../../store/port.ts";

/** Observes one fact; a failure becomes an unknown that carries the vendor's code and request id. */
export async function attempt<T>(clock: Clock, read: () => Promise<T>): Promise<Known<T>> {
  const at = instant(clock.now());
  try {
    return known(await read(), at);
  } catch (error) {
    return unknown(...reasonOf(error));
  }
}

/** A failure as a sentence and, where a vendor answered, as data. A defect of our own is not an observation. */
function reasonOf(error: unknown): [reason: string, cause?: CallFailure] {
  if (error instanceof CloudError) return [error.message, error.failure];
  if (error instanceof StoreError) return [error.message];
  if (error instanceof Error && (error.name === "AbortError" || error.name === "TimeoutError"))
    return ["the pass ran out of time before it was read"];
  throw error;
}
