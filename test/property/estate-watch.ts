import { alibabaNetworks } from "../../emulator/alibaba/zones/view.ts";
import { resolve } from "../../emulator/dns/resolve.ts";
import type { ResolvingNetwork } from "../../emulator/dns/view.ts";
import type { World } from "../../emulator/index.ts";
import { tencentNetworks } from "../../emulator/tencent/zones/view.ts";
import type { CloudName } from "../../shared/model/network.ts";
import type { AlibabaDrift } from "../e2e/drift-alibaba.ts";
import type { SeenZone } from "../e2e/drift-rows.ts";
import type { TencentDrift } from "../e2e/drift-tencent.ts";
import { names } from "../e2e/stage.ts";
import { registryId } from "../e2e/tencent-direct-stage.ts";

/** What a zone of some account is, and whose. */
export interface EstateZone {
  readonly cloud: CloudName;
  readonly id: string;
  readonly name: string;
  /** `vendor`: made for a link or a switch; `mooring`: of its own; `hand`: anybody else's. */
  readonly by: "vendor" | "mooring" | "hand";
  /** The network that the vendor made it for. */
  readonly madeFor: string | null;
  /** The registry says that it was in its way. */
  readonly isConflicting: boolean;
  readonly networks: readonly string[];
  /** All that it is and holds, comparable. */
  readonly text: string;
}

/** What every watched name is answered in every network, by network and name. */
export interface Heard {
  readonly answers: ReadonlyMap<string, string>;
  /** The address of the ready link that a name must resolve to. */
  readonly links: ReadonlyMap<string, string>;
}

/** Both clouds as they are, seen past every interface: by the resolvers' own reasoning, without a socket. */
export function createWatch(options: {
  readonly world: World;
  readonly alibaba: AlibabaDrift;
  readonly tencent: TencentDrift;
  /** The names that must resolve to the links. */
  readonly own: Readonly<Record<CloudName, readonly string[]>>;
}) {
  const { world, alibaba, tencent, own } = options;
  const sources = {
    alibaba: alibabaNetworks(world.alibaba, world.settings),
    tencent: tencentNetworks(world.tencent, world.settings),
  };
  /** Names that have nothing to do with the registries are watched as well. */
  const watched: Readonly<Record<CloudName, readonly string[]>> = {
    alibaba: [...own.alibaba, "wiki.corp.example", "www.corp-mooring.com"],
    tencent: [...own.tencent, "wiki.else-mooring.com", "www.corp-mooring.com", "other.tencentcloudcr.com"],
  };
  const madeFor = new Map<string, string>();
  const alibabaLinks = () => [...alibaba.account.instances.values()].flatMap(({ links }) => links);
  const tencentLinks = () => tencent.stage.account.registries.get(registryId)?.links ?? [];

  function answerIn(cloud: CloudName, network: ResolvingNetwork, name: string): string {
    const view = sources[cloud].view(network);
    if (view === undefined) return "gone";
    const { rcode, answers } = resolve(view, name, "A");
    const addresses = answers.flatMap(({ type, value }) => (type === "A" ? [value] : [])).sort();
    return addresses.length === 0 ? rcode : addresses.join(" ");
  }

  function remember(): void {
    const made = [
      ...alibabaLinks().flatMap((link) => [...link.zones].map((id) => [id, link.vpcId] as const)),
      ...[...tencent.stage.account.zones.values()].flatMap(({ id, managedFor }) =>
        managedFor === null ? [] : [[id, managedFor] as const],
      ),
    ];
    for (const [id, network] of made) if (!madeFor.has(id)) madeFor.set(id, network);
  }

  const described =
    (cloud: CloudName) =>
    ({ id, networks, remark, text }: SeenZone): EstateZone => {
      const made = madeFor.get(id) ?? null;
      const by = remark.startsWith("mooring-") ? "mooring" : made === null ? "hand" : "vendor";
      const name = alibaba.account.zones.get(id)?.name ?? tencent.stage.account.zones.get(id)?.domain ?? "";
      const isConflicting = alibabaLinks().some(({ issue }) => issue?.endsWith(id) === true);
      return { cloud, id, name, by, madeFor: made, isConflicting, networks, text };
    };

  const watch = {
    isLinked: (network: string) => [...alibabaLinks(), ...tencentLinks()].some(({ vpcId }) => vpcId === network),
    /** The address of a network's ready link for one name; `null` while there is none. */
    addressOf(network: string, name: string): string | null {
      const module = name === names.chart ? "Chart" : "Registry";
      const ready = [
        ...alibabaLinks().filter((link) => link.module === module && link.status === "RUNNING"),
        ...tencentLinks().filter(({ step }) => step === "running"),
      ];
      return ready.find(({ vpcId }) => vpcId === network)?.ip ?? null;
    },
    hear(): Heard {
      const answers = new Map<string, string>();
      const links = new Map<string, string>();
      for (const cloud of ["alibaba", "tencent"] as const)
        for (const network of sources[cloud].networks())
          for (const name of watched[cloud]) {
            const key = `${network.vpcId} ${name}`;
            answers.set(key, answerIn(cloud, network, name));
            const address = own[cloud].includes(name) ? watch.addressOf(network.vpcId, name) : null;
            if (address !== null) links.set(key, address);
          }
      return { answers, links };
    },
    /** Every zone of every account. */
    zones(): readonly EstateZone[] {
      remember();
      return [...alibaba.zones().map(described("alibaba")), ...tencent.zones().map(described("tencent"))];
    },
    isClosed: (cloud: CloudName) =>
      cloud === "alibaba"
        ? alibaba.account.privateZoneService !== "OPENED"
        : tencent.stage.account.dnsService !== "ENABLED",
    /** A switch was turned, and resolvers do not follow yet. */
    isTurning: () => tencent.stage.account.dnsChanges.length > 0,
  };
  return watch;
}
