import { Fault } from "../fault.ts";
import type { Proposal } from "./proposal.ts";

export interface CarryOutOptions {
  /** Says yes to everything. */
  readonly yes: boolean;
  /** Changes nothing. */
  readonly dryRun: boolean;
  say(line: string): void;
  /** Throws where nobody can be asked. */
  confirm(question: string): Promise<boolean>;
  /** Replacements that were shown and agreed to. */
  readonly agreed: ReadonlySet<string>;
}

/** Does what a step proposes, and tells in one line what was there and what was made. */
export async function carryOut({ subject, now, change }: Proposal, options: CarryOutOptions): Promise<void> {
  if (change === null) return options.say(`${subject}: ${now}`);
  if (options.dryRun) return options.say(`${subject}: ${now}; would ${change.says}`);
  if (change.replaces && !options.yes && !options.agreed.has(change.says)) {
    const agreed = await options.confirm(`${subject} is ${now}. Shall it be changed?\n  ${change.says}`);
    if (!agreed) throw new Fault(`${subject} was left as it is. Run it again with --yes to have it changed.`);
  }
  await change.apply();
  options.say(`${subject}: ${now}; done: ${change.says}`);
}
