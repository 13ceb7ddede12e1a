import { createAddresses, type OpenNext } from "./addresses.ts";
import { createKeptAnswers } from "./kept-answers.ts";
import { type Resolution, resolve } from "./resolve.ts";
import type { ResolverSocket } from "./socket.ts";
import type { NetworkSource, ResolvingNetwork } from "./view.ts";

/** One network and the resolver that answers as seen from inside it. */
export interface ServedNetwork extends ResolvingNetwork {
  /** A loopback address. */
  readonly resolver: string;
  /** The same over UDP and TCP. */
  readonly port: number;
}

/** A resolver for every network of every cloud. */
export interface DnsServers {
  /** Opens what is missing, closes what is gone, and lists what is there. */
  networks(): Promise<readonly ServedNetwork[]>;
  /** Closes all; nothing is opened afterwards. */
  stop(): Promise<void>;
}

export interface DnsServersOptions {
  /** One a cloud. */
  readonly sources: readonly NetworkSource[];
  /** World time, milliseconds. */
  readonly now: () => number;
  readonly open?: OpenNext;
}

interface Serving {
  readonly network: ResolvingNetwork;
  readonly socket: ResolverSocket;
}

export function createDnsServers({ sources, now, open = createAddresses() }: DnsServersOptions): DnsServers {
  const serving = new Map<string, Serving>();
  let stopped = false;
  let working: Promise<unknown> = Promise.resolve();

  async function follow(): Promise<void> {
    const wanted = new Map(
      sources.flatMap((source) => source.networks().map((network) => [keyOf(network), { source, network }] as const)),
    );
    for (const [key, { socket }] of serving) {
      if (wanted.has(key)) continue;
      serving.delete(key);
      await socket.close();
    }
    for (const [key, { source, network }] of wanted) {
      if (stopped || serving.has(key)) continue;
      serving.set(key, { network, socket: await open(answeringFor(source, network, now)) });
    }
  }

  /** One after the other: two passes side by side would open a network's sockets twice. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = working.then(work);
    working = turn.catch(() => undefined);
    return turn;
  }

  return {
    networks: () =>
      inTurn(async () => {
        await follow();
        return [...serving.values()].map(({ network, socket }) => ({
          ...network,
          resolver: socket.address,
          port: socket.port,
        }));
      }),
    stop() {
      stopped = true;
      return inTurn(async () => {
        await Promise.all([...serving.values()].map(({ socket }) => socket.close()));
        serving.clear();
      });
    },
  };
}

/** The view is built at each question, so that an answer is never older than the world. */
function answeringFor(source: NetworkSource, network: ResolvingNetwork, now: () => number) {
  const kept = createKeptAnswers(now);
  return (name: string, type: string): Resolution => {
    const view = source.view(network);
    if (view === undefined) return { rcode: "REFUSED", authoritative: false, answers: [] };
    const answer = () => resolve(view, name, type);
    return view.keepsAnswers ? kept.recall(`${type} ${name.toLowerCase()}`, answer) : answer();
  };
}

function keyOf({ cloud, account, vpcId }: ResolvingNetwork): string {
  return `${cloud} ${account} ${vpcId}`;
}
