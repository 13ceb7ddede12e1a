import { createInterface } from "node:readline/promises";
import { Fault } from "../fault.ts";

/** Asks at the terminal; where there is none, nobody can answer, and nothing may be taken for a yes. */
export async function confirmAtTerminal(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true)
    throw new Fault(
      `nobody can answer here, since standard input is no terminal, so nothing was changed; read this, then run it again with --yes:\n${question}`,
    );
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await asking.question(`${question}\n[yes/no] `)).trim());
  } finally {
    asking.close();
  }
}
