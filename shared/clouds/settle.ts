import type { WriteResult } from "../model/change.ts";
import type { FailureKind } from "../model/known.ts";
import { type CallContext, CloudError } from "./port.ts";
import type { Body } from "./reading.ts";

/** After these the write had no effect, and reading again would tell nothing new. */
const plain: readonly FailureKind[] = ["throttled", "denied", "expired", "exhausted"];

/**
 * Makes one write and says what came of it. `holds` reads whether the wanted state is there; it is asked only after a
 * failure: after a lost answer, because the write may have had its effect, and after a refusal, because somebody else
 * may have written the same a moment earlier.
 */
export async function settle(
  write: () => Promise<Body>,
  holds: () => Promise<boolean>,
  { signal }: CallContext,
): Promise<WriteResult> {
  try {
    return { result: "written", requestId: requestIdOf(await write()) };
  } catch (error) {
    if (!(error instanceof CloudError) || plain.includes(error.failure.kind)) throw error;
    const lost = error.failure.kind === "unavailable";
    const there = signal.aborted ? undefined : await holds().catch(() => undefined);
    if (there === true && lost) return { result: "written", requestId: error.failure.requestId ?? null };
    if (there === true) return { result: "already", sentence: "It was already so when the write was refused." };
    if (lost) throw unsettled(error, there);
    throw error;
  }
}

function unsettled({ failure }: CloudError, there: boolean | undefined): CloudError {
  const seen = there === undefined ? "it could not be read back" : "its effect does not show yet";
  const message = `the outcome is unknown: the call was not answered (${failure.message}) and ${seen}; the next pass reads again`;
  return new CloudError({ ...failure, message });
}

function requestIdOf(body: Body): string | null {
  const requestId = body["RequestId"];
  return typeof requestId === "string" ? requestId : null;
}
