import { Fault } from "../fault.ts";
import { carryOut } from "./carry-out.ts";
import type { Proposal } from "./proposal.ts";

/** Looks at one thing of a deployment. */
export type Look = () => Promise<Proposal>;

/** A deployment in its order. */
export interface Steps {
  /** Where to, in which mode, as the question begins. */
  readonly place: string;
  /** What the function needs before it is there. */
  readonly before: readonly Look[];
  readonly deployed: {
    readonly name: string;
    /** The vendor's command, for people. */
    readonly by: string;
    /** Builds the bundles. */
    build(): Promise<void>;
    deploy(): Promise<void>;
  };
  /** What brings events to it. */
  readonly after: readonly Look[];
}

export interface Asked {
  readonly yes: boolean;
  readonly dryRun: boolean;
}

export interface StepPorts {
  say(line: string): void;
  /** Throws where nobody can be asked. */
  confirm(question: string): Promise<boolean>;
}

/**
 * Looks at everything before anything is made, so that what is agreed to is what will be done; asks once, and goes
 * through the steps. Each leaves alone what is right already, and the first that fails ends it.
 * @returns whether anything was to be made: `false` after a dry run.
 */
export async function goThrough(steps: Steps, ports: StepPorts, asked: Asked): Promise<boolean> {
  const { say } = ports;
  const { before, after, deployed } = steps;
  const proposals: Proposal[] = [];
  for (const look of [...before, ...after]) proposals.push(await look());
  const changes = proposals.flatMap(({ change }) => (change === null ? [] : [change]));
  if (asked.dryRun) {
    for (const proposal of proposals) await carryOut(proposal, { ...ports, ...asked, agreed: new Set() });
    say(`dry run: nothing was made; would build and deploy the function ${deployed.name}`);
    return false;
  }
  const says = [
    ...changes.map((change) => change.says),
    `build and deploy the function ${deployed.name} by ${deployed.by}`,
  ];
  const question = `In ${steps.place}, this will:\n${says.map((line) => `  - ${line}`).join("\n")}\nGo on?`;
  if (!asked.yes && !(await ports.confirm(question))) throw new Fault("Nothing was made.");
  const agreed = new Set(changes.map((change) => change.says));

  const step = async (look: Look) => carryOut(await look(), { ...ports, ...asked, agreed });
  for (const look of before) await step(look);
  await deployed.build();
  say("build: the function is built");
  await deployed.deploy();
  say(`function ${deployed.name}: deployed`);
  for (const look of after) await step(look);
  return true;
}
