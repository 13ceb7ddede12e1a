import {
  type CallContext,
  CloudError,
  type NameTarget,
  type RegistryRef,
  type WritingCloud,
} from "../../shared/clouds/port.ts";
import { silentLog } from "../../shared/kernel/log.ts";
import type { Attach, Change, Detach, WriteResult } from "../../shared/model/change.ts";
import type { Link } from "../../shared/model/link.ts";
import type { RegistryName, Resolution } from "../../shared/model/name.ts";

/** What a call of the vendor's can suffer; each world knows its own action behind the name. */
export type Trouble = "throttled" | "denied" | "lost-after-write" | "lost";
export type Troubled = "networks" | "part" | "attach" | "detach" | "resolution";

/** A call that the vendor refuses with this code. */
interface Refusal {
  readonly code: string;
}

/** An emulated cloud with one account and one running registry, as a driver's suite needs it. */
export interface CloudWorld {
  readonly cloud: WritingCloud;
  readonly account: string;
  readonly registry: RegistryRef;
  /** More networks than one page of the vendor's listing holds. */
  readonly severalPages: number;
  /** Makes a network, as somebody else would, with one subnet unless `bare`. */
  makeNetwork(options: { readonly tags?: Readonly<Record<string, string>>; readonly bare?: boolean }): Promise<{
    readonly network: string;
    readonly subnet: string;
  }>;
  /** Lets world time pass, milliseconds. */
  wait(milliseconds: number): Promise<void>;
  /** The next `times` calls behind `what` go wrong. */
  trouble(what: Troubled, trouble: Trouble | Refusal, times: number): void;
  stop(): Promise<void>;
}

export const tenMinutes = 10 * 60_000;
export const context: CallContext = { log: silentLog, signal: new AbortController().signal };

/** The failure that `work` must end in. */
export async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    (value) => new Error(`no failure but ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof CloudError)) throw error;
  return error.failure;
}

/** What the suites do with a world, in their words. */
export function stageOf(world: CloudWorld) {
  const { cloud, registry } = world;
  const everywhere = { region: registry.region, ids: null };
  const attachOf = (network: string, subnet: string): Attach => ({
    kind: "attach",
    registry: registry.alias,
    cloud: cloud.cloud,
    instance: registry.instance,
    network,
    account: world.account,
    region: registry.region,
    part: "registry",
    because: "the suite says so",
    subnet,
    createServiceLinkedRole: true,
  });
  const write = (change: Change): Promise<WriteResult> => cloud.write(change, context);
  const links = async (): Promise<readonly Link[]> => (await cloud.part(registry, "registry", context)).links;
  const names = async (): Promise<readonly RegistryName[]> => (await cloud.part(registry, "registry", context)).names;

  /** A network with a link that is ready. */
  async function linked() {
    const { network, subnet } = await world.makeNetwork({});
    const attach = attachOf(network, subnet);
    await write(attach);
    await world.wait(tenMinutes);
    return { network, subnet, attach, address: await addressIn(network) };
  }

  async function addressIn(network: string): Promise<string> {
    const link = (await links()).find((candidate) => candidate.network === network);
    if (link?.address.known !== true) throw new Error(`no address: ${JSON.stringify(link)}`);
    return link.address.value;
  }

  /** Takes the link away that `attach` made. */
  function detachOf({ kind: _, createServiceLinkedRole: __, ...target }: Attach, address: string | null): Detach {
    return { ...target, kind: "detach", address };
  }

  /** Every name of the registry, to be looked at in one network. */
  async function targetsIn(network: string): Promise<readonly NameTarget[]> {
    const address = await addressIn(network);
    const target = { registry, network, region: registry.region, part: "registry" as const, address };
    return (await names()).map((one) => ({ ...target, ...one }));
  }

  /** Of the registry's first name. */
  async function resolutionIn(network: string): Promise<Resolution> {
    const [first] = await targetsIn(network);
    if (first === undefined) throw new Error("the registry has no name");
    const [view] = await cloud.resolutions([first], context);
    if (view?.resolution.known !== true) throw new Error(`not resolved: ${JSON.stringify(view)}`);
    return view.resolution.value;
  }

  return { everywhere, attachOf, detachOf, write, links, names, linked, targetsIn, resolutionIn };
}

export type Stage = ReturnType<typeof stageOf>;
