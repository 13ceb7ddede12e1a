import { loadConfiguration, pushConfiguration } from "../../shared/config/load.ts";
import { renderProblems } from "../../shared/config/problem.ts";
import type { Store } from "../../shared/store/port.ts";
import { Fault } from "../fault.ts";
import { refuseLostPause } from "../lost-pause.ts";
import type { Proposal } from "./proposal.ts";

export interface PushOptions {
  readonly store: Store;
  /** Where the text comes from, for people. */
  readonly file: string;
  readonly text: string;
  /** The bucket is there already, so the store can be read. */
  readonly readable: boolean;
}

/** The configuration in the store, compared with the one to deploy. */
export async function lookAtConfiguration({ store, file, text, readable }: PushOptions): Promise<Proposal> {
  const subject = "configuration";
  const loaded = readable ? await loadConfiguration(store) : { found: false as const };
  if (loaded.found && loaded.valid && loaded.text === text)
    return { subject, now: `${file} is in force, hash ${loaded.settings.hash}`, change: null };
  const other = !loaded.found
    ? "none in the store"
    : loaded.valid
      ? `another one, hash ${loaded.settings.hash}`
      : "an invalid one";
  return {
    subject,
    now: other,
    change: {
      says: `put ${file} into ${store.location}`,
      replaces: false,
      async apply() {
        await refuseLostPause(store, text);
        const pushed = await pushConfiguration(store, text);
        if (!pushed.ok) throw new Fault(renderProblems(pushed.problems, file));
      },
    },
  };
}
