import { defaultAccount, defaultTencentAccount } from "../../emulator/index.ts";
import { paletteOf } from "../../shared/report/palette.ts";
import { createAlibabaUser } from "../demo/alibaba-user.ts";
import { createNarrator, StoryError } from "../demo/narrator.ts";
import { tell } from "../demo/story.ts";
import { renderEnding } from "../demo/table.ts";
import { createTencentUser } from "../demo/tencent-user.ts";
import { type Emulated, startEmulated } from "../emulated.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import { type Interrupt, onInterrupt } from "../interrupt.ts";
import type { Drivers } from "../pass.ts";
import type { Terminal } from "../terminal.ts";

/** `mooring demo`: the main job on the emulated clouds, told step by step; exit code 0 only if all of it held. */
export async function demoCommand(drivers: Drivers, terminal: Terminal, json: boolean): Promise<number> {
  const interrupt = onInterrupt();
  try {
    const emulated = await startEmulated(drivers.openStore);
    try {
      const stopped = interrupt.came.then(() => Promise.reject(new Fault("stopped; the emulated cloud is gone")));
      return await Promise.race([story(emulated, terminal, json, interrupt), stopped]);
    } finally {
      await emulated.stop();
    }
  } finally {
    interrupt.forget();
  }
}

async function story(emulated: Emulated, terminal: Terminal, json: boolean, interrupt: Interrupt): Promise<number> {
  const [{ accessKeyId, accessKeySecret }] = defaultAccount.users;
  const [{ secretId, secretKey }] = defaultTencentAccount.users;
  const { clock, calls } = emulated.emulator.world;
  const paint = paletteOf(terminal.color && !json);
  const print = (line: string) => {
    // Who stopped the story took its world away: what it would see now is no finding of the story's.
    if (!json && !interrupt.heard()) terminal.print(line === "" ? "\n" : line);
  };
  const narrator = createNarrator({ print, paint, now: () => clock.now(), width: terminal.width });
  for (const line of welcome(emulated)) print(line);
  const endpoint = emulated.url;
  const users = {
    alibaba: createAlibabaUser({ endpoint, accessKeyId, accessKeySecret }),
    tencent: createTencentUser({ endpoint, region: "ap-guangzhou", secretId, secretKey }),
  };
  try {
    const { result, label } = await tell(emulated, users, narrator);
    if (json) terminal.json(result);
    else terminal.print(renderEnding(result, label, paint));
    return result.ok ? exitCodes.nothing : exitCodes.failing;
  } catch (error) {
    if (interrupt.heard()) return exitCodes.error;
    if (!(error instanceof StoryError)) throw error;
    if (json) terminal.json({ ok: false, networks: [], repairs: [], calls: calls.counts() });
    terminal.complain(`mooring: ${error.message}`);
    return exitCodes.failing;
  } finally {
    users.tencent.close();
  }
}

function welcome({ url, deployments }: Emulated): readonly string[] {
  return [
    `target: emulated clouds at ${url}, started for this run, on this machine alone`,
    "",
    ...deployments.flatMap(({ cloud, manifest, functions, timers, rules }) => [
      `${cloud.padEnd(7)}  deployed from ${manifest}: function ${functions.join(", ")}`,
      `         timers ${timers.join(", ")}; event rules ${rules.join(", ")}`,
    ]),
    "user is a team with the vendor's own client; mooring is the function; times are the emulated world's;",
    "every answer is a real DNS query, over UDP and TCP, to the resolver of that network.",
  ];
}
