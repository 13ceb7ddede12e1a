import { defaultAccount } from "../../emulator/index.ts";
import { paletteOf } from "../../shared/report/palette.ts";
import { createNarrator, StoryError } from "../demo/narrator.ts";
import { tell } from "../demo/story.ts";
import { renderDemoTable } from "../demo/table.ts";
import { createUser } from "../demo/user.ts";
import { startEmulated } from "../emulated.ts";
import { exitCodes } from "../exit-code.ts";
import type { Drivers } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/** `mooring demo`: the main job on the emulated cloud, told step by step; exit code 0 only if all of it held. */
export async function demoCommand(drivers: Drivers, terminal: Terminal, json: boolean): Promise<number> {
  const emulated = await startEmulated(drivers.openStore);
  const [{ accessKeyId, accessKeySecret }] = defaultAccount.users;
  const paint = paletteOf(terminal.color && !json);
  const print = json ? () => undefined : (line: string) => terminal.print(line === "" ? "\n" : line);
  const narrator = createNarrator({ print, paint, now: () => emulated.emulator.world.clock.now() });
  try {
    print(`target: emulated cloud at ${emulated.url}, started for this run on loopback alone`);
    print(
      `deployed from s.yaml: function ${emulated.deployment.functions.join(", ")}; timers ${emulated.deployment.timers.join(", ")}; event rule ${emulated.deployment.rules.join(", ")}`,
    );
    const result = await tell(emulated, createUser({ endpoint: emulated.url, accessKeyId, accessKeySecret }), narrator);
    if (json) terminal.json(result);
    else terminal.print(renderDemoTable(result, paint));
    return result.ok ? exitCodes.nothing : exitCodes.failing;
  } catch (error) {
    if (!(error instanceof StoryError)) throw error;
    if (json) terminal.json({ ok: false, networks: [], repairs: [], calls: emulated.emulator.world.calls.counts() });
    terminal.complain(`mooring: ${error.message}`);
    return exitCodes.failing;
  } finally {
    await emulated.stop();
  }
}
