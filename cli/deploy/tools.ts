import { spawn } from "node:child_process";
import { Fault } from "../fault.ts";

export type Variables = Readonly<Record<string, string | undefined>>;

/** Builds the bundles as `npm run build` does. */
export function buildFunctions(root: string, environment: Variables): Promise<void> {
  return runTool("npm", ["run", "--silent", "build"], root, environment, "the function could not be built");
}

/** Runs a command with what it says on this terminal; anything but a clean end is a fault that begins with `what`. */
export function runTool(
  command: string,
  parameters: readonly string[],
  cwd: string,
  environment: Variables,
  what: string,
): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, parameters, { cwd, env: { ...environment }, stdio: ["ignore", "inherit", "inherit"] });
    child.on("error", (cause) => fail(new Fault(`${what}: ${cause.message}`, { cause })));
    child.on("close", (code) =>
      code === 0
        ? done()
        : fail(
            new Fault(
              `${what} (exit code ${code}); its own words are above. What was made before stays and is recognised: put it right and run it again.`,
            ),
          ),
    );
  });
}
