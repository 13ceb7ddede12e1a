import { get } from "node:http";
import { type Clock, systemClock } from "../shared/kernel/clock.ts";

/** Milliseconds that an emulated cloud has to tell its time. */
const patience = 5_000;

/**
 * The time of the world that a command speaks to: beside an emulated cloud the emulated world's, as it stands when the
 * command begins, so that its ages and limits are those of the functions there. Everywhere else, and where nothing at
 * the endpoint tells a time, this machine's own.
 */
export async function worldClock(endpoint: string | null): Promise<Clock> {
  const offset = endpoint === null ? null : offsetIn(await tell(`${endpoint}/_emulator/clock`));
  return offset === null ? systemClock : { ...systemClock, now: () => systemClock.now() + offset };
}

/** The body that a GET is answered with; empty where it is not. */
function tell(url: string): Promise<string> {
  return new Promise((resolve) => {
    const nothing = () => resolve("");
    // Not fetch, which refuses some ports that an emulated cloud may have.
    const request = get(url, { signal: AbortSignal.timeout(patience) }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (more: string) => {
        text += more;
      });
      response.once("error", nothing).once("end", () => resolve(text));
    });
    request.once("error", nothing);
  });
}

/** How far the emulated world is ahead of this machine, milliseconds; `null` where the text is no world's time. */
function offsetIn(text: string): number | null {
  try {
    const { offsetMs }: { readonly offsetMs?: unknown } = JSON.parse(text);
    return typeof offsetMs === "number" && Number.isFinite(offsetMs) ? offsetMs : null;
  } catch {
    return null;
  }
}
