import { createInterface } from "node:readline/promises";
import { Fault } from "../fault.ts";

/** Asks at the terminal; where there is none, nobody can answer, and nothing may be taken for a yes. */
export async function confirmAtTerminal(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true)
    throw new Fault(
      `${question}\nNobody can answer here, since standard input is no terminal: nothing was changed. Read the above, then run it again with --yes.`,
    );
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await asking.question(`${question}\n[yes/no] `)).trim());
  } finally {
    asking.close();
  }
}
