import type { WorldOptions } from "./create-world.ts";
import type { ServedNetwork } from "./dns/index.ts";
import { serveDns } from "./dns/serve.ts";
import { createEmulator, type Emulator } from "./emulator.ts";
import { type Listening, listen } from "./listen.ts";

export interface StartedEmulator extends Listening {
  /** Ends everything: the port, the resolvers, the functions' processes. */
  close(): Promise<void>;
  readonly emulator: Emulator;
  /** Every network with its resolver, opened if need be. */
  networks(): Promise<readonly ServedNetwork[]>;
}

export interface StartOptions extends WorldOptions {
  /** 0 for any free one. */
  readonly port?: number;
}

/** The emulated clouds with everything that listens: the HTTP port, and a resolver for each network. */
export async function startEmulator({ port = 0, ...options }: StartOptions = {}): Promise<StartedEmulator> {
  const emulator = createEmulator(options);
  try {
    const servers = serveDns(emulator);
    const listening = await listen(emulator, { port });
    return { ...listening, emulator, networks: () => servers.networks(), close: () => emulator.stop() };
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}
