import { CloudError } from "../../shared/clouds/port.ts";
import type { CallFailure } from "../../shared/model/known.ts";
import { Fault } from "../fault.ts";

/** A refused call, told for people with what to do next; `failure` is what code may branch on. */
export class Refusal extends Fault {
  readonly failure: CallFailure;
  constructor(failure: CallFailure, next: string) {
    const { kind, call, code, message, requestId } = failure;
    const became = kind === "unavailable" && requestId === undefined ? "was not answered" : "was refused";
    const where = [code, ...(requestId === undefined ? [] : [`request ${requestId}`])].join(", ");
    super(`${call} ${became} (${where}): ${message.replace(/[.\s]+$/, "")}. ${next}`, {
      cause: new CloudError(failure),
    });
    this.failure = failure;
  }
}

/** `null` where the vendor answers one of `codes`, which say that there is none; any other refusal is thrown. */
export async function orNone<T>(call: Promise<T>, codes: readonly string[]): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Refusal && codes.includes(error.failure.code)) return null;
    throw error;
  }
}
