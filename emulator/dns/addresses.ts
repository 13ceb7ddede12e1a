import type { Answering } from "./message.ts";
import { openResolver, type ResolverSocket } from "./socket.ts";

/** Opens one more resolver on loopback, each on an address or a port that no other has. */
export type OpenNext = (answering: Answering) => Promise<ResolverSocket>;

/** Attempts before the machine's own refusal is passed on. */
const attempts = 200;

/**
 * Gives every resolver an address of its own in 127.53.0.0/16 on one port, where the system takes such addresses
 * (Linux does); elsewhere 127.0.0.1 with a port each.
 *
 * @param open stands for the sockets in tests of what happens where they cannot be had
 */
export function createAddresses(open: typeof openResolver = openResolver): OpenNext {
  let ownAddresses = true;
  let port = 0;
  let next = 1;

  return async (answering) => {
    for (let attempt = 1; ; attempt++) {
      const address = ownAddresses ? `127.53.${next >> 8}.${next & 255}` : "127.0.0.1";
      try {
        const resolver = await open(address, ownAddresses ? port : 0, answering);
        if (ownAddresses) {
          port = resolver.port;
          next = following(next);
        }
        return resolver;
      } catch (error) {
        const code = error instanceof Error && "code" in error ? error.code : undefined;
        if (attempt >= attempts) throw error;
        // The first port comes from UDP and may be taken over TCP; later ones may be taken by another program.
        if (code === "EADDRINUSE") next = following(next);
        else if (ownAddresses) ownAddresses = false;
        else throw error;
      }
    }
  };
}

/** Host parts 1 to 254 of each third part: 0 and 255 confuse people more than programs. */
function following(host: number): number {
  return (host & 255) === 254 ? host + 3 : host + 1;
}
