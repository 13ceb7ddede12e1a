import { CloudError } from "./port.ts";

/**
 * The outcome of `work`, or `DeadlineExceeded` as soon as the pass is out of time: `work` is no longer waited for, and a
 * write in it may still have its effect.
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal, call: string): Promise<T> {
  const cut = () =>
    new CloudError({ kind: "unavailable", call, code: "DeadlineExceeded", message: "the pass ran out of time" });
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cut());
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
  try {
    return await Promise.race([aborted, work]);
  } catch (error) {
    throw signal.aborted && !(error instanceof CloudError) ? cut() : error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
