import { WriteStopped, type WriteTurns } from "../../clouds/port.ts";
import { pauseSentence, readPause } from "../../store/objects/pause.ts";
import { type Store, StoreError } from "../../store/port.ts";

/** Why nothing may be written for a registry now. */
export interface Stop {
  readonly code: string;
  readonly sentence: string;
}

/** The pause in force for a registry; a store that cannot tell throws `StoreError`, and then nothing is written either. */
export async function pausedNow(store: Store, registry: string): Promise<Stop | null> {
  const pause = await readPause(store, registry);
  if (pause === null) return null;
  return { code: "held/paused", sentence: pauseSentence(pause) };
}

/** The calls of one change of a registry. Its first one goes: whoever makes the change has just asked. */
export function turnsOf(store: Store, registry: string): WriteTurns {
  let first = true;
  let begun = false;
  let begunBefore = false;
  return {
    async before() {
      const stop = first ? null : await stopNow(store, registry);
      if (stop !== null) throw new WriteStopped({ ...stop, begun });
      first = false;
      begunBefore = begun;
      begun = true;
    },
    refused() {
      begun = begunBefore;
    },
  };
}

async function stopNow(store: Store, registry: string): Promise<Stop | null> {
  try {
    return await pausedNow(store, registry);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return {
      code: "held/store",
      sentence: `whether somebody paused could not be read, so nothing more is written: ${error.message}`,
    };
  }
}
