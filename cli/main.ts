import { CommanderError } from "commander";
import { openClouds, openStore } from "./drivers.ts";
import { exitCodes } from "./exit-code.ts";
import { isForPeople } from "./pass.ts";
import { createProgram } from "./program.ts";
import { createTerminal } from "./terminal.ts";

const terminal = createTerminal(process.stdout, process.stderr);
// Who reads no further, as `head`, wants no more of it.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.error);
});

try {
  await createProgram({ openStore, openClouds }, terminal).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCodes.nothing : exitCodes.error;
  else if (isForPeople(error)) {
    terminal.complain(`mooring: ${error.message}`);
    process.exitCode = exitCodes.error;
  } else throw error;
}
