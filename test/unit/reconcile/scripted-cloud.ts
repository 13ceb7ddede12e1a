import { CloudError, type NameReading, type WritingCloud, type ZoneChanges } from "../../../shared/clouds/port.ts";
import type { Change, WriteResult } from "../../../shared/model/change.ts";
import type { Quota, ZoneAccount, ZoneEdit } from "../../../shared/model/estate.ts";
import { type CallFailure, known, unknown } from "../../../shared/model/known.ts";
import type { Link, Part } from "../../../shared/model/link.ts";
import type { NameSwitch } from "../../../shared/model/name.ts";
import type { Network, Subnet } from "../../../shared/model/network.ts";
import type { Zone, ZoneRecord } from "../../../shared/model/zone.ts";
import type { HandClock } from "./hand-clock.ts";

export const region = "cn-hangzhou";
export const account = "1000000000000001";
export const nameOf = (part: Part): string => `prod-${part}-vpc.cn-hangzhou.cr.example.com`;

/** A network that wishes for `prod` unless its tags say otherwise. */
export function network(id: string, tags: Readonly<Record<string, string>> = { "registry-link": "prod" }): Network {
  return {
    cloud: "alibaba",
    account,
    region,
    id,
    label: id,
    tags,
    available: true,
    resourceGroup: "rg",
    subnetCount: 1,
    resolvers: { known: true, value: { provider: true, servers: [] }, at: "2026-01-05T06:30:00.000Z" },
    createdAt: "2026-01-01T00:00:00.000Z",
  };
}

export function refusal(kind: CallFailure["kind"], code = "Refused"): CloudError {
  return new CloudError({ kind, call: "cr:Write", code, message: "refused by the script", requestId: "r-refused" });
}

/** Every call as one line: `networks cn-hangzhou vpc-1`, `part prod registry`, `write attach vpc-1 registry`. */
type Script = (call: string) => void | Promise<void>;

/**
 * One cloud in memory whose moments can be scripted: `script` runs before every call and may throw, wait, or change the
 * world. Its attaches show at once; `slow` leaves them changing.
 */
export function scriptedCloud(clock: HandClock) {
  const at = () => new Date(clock.now()).toISOString();
  const calls: string[] = [];
  const networks: Network[] = [];
  const links: Link[] = [];
  const zones = new Map<string, Zone>();
  /** By network and part; the address is what the vendor would answer with and tells nobody. */
  const switches = new Map<string, { readonly state: NameSwitch["state"]; readonly address: string | null }>();
  /** By id: zones that somebody made with a call of their own. */
  const made = new Map<string, Zone>();
  let addresses = 0;
  let ids = 0;
  const world = {
    calls,
    networks,
    links,
    zones,
    made,
    zoneAccount: { count: 0, limit: 500, layout: "name", price: "0.02 USD a day" } as ZoneAccount,
    edits: [] as readonly ZoneEdit[],
    script: (() => undefined) as Script,
    slow: false,
    /** Its names are published by switches, not in zones. */
    bySwitch: false,
    /** What the lists show of a name, where they show enough; changes of records need not show. */
    marks: null as ((id: string, part: Part) => string) | null,
    switches,
    quota: { links: 20, used: 0, assumed: false } as Quota | null,
    changes: { zones: [], through: "2026-01-05T06:29:00.000Z" } as ZoneChanges | null,
    /** Calls that begin with `text`. */
    count: (text: string) => calls.filter((call) => call.startsWith(text)).length,
    /** A ready link with a zone that answers rightly. */
    link(id: string, part: Part, state: Link["state"] = "ready"): Link {
      addresses += 1;
      const address = `10.0.0.${addresses}`;
      const link: Link = {
        network: id,
        part,
        subnet: `vsw-${id}`,
        address: state === "ready" ? known(address, at()) : { known: false, reason: "the registry took none yet" },
        state,
        vendorState: state === "ready" ? "RUNNING" : "CREATING",
        providerResolved: false,
        issue: null,
      };
      links.push(link);
      if (state === "ready" && world.bySwitch) switches.set(`${id}/${part}`, { state: "off", address: null });
      else if (state === "ready") zones.set(`${id}/${part}`, zone(id, part, address));
      return link;
    },
    /** Lets the links that are changing become ready, or go. */
    settle(): void {
      for (const one of links.filter(({ state }) => state === "changing")) {
        links.splice(links.indexOf(one), 1);
        if (one.vendorState === "DELETING") {
          zones.delete(`${one.network}/${one.part}`);
          continue;
        }
        world.link(one.network, one.part);
      }
    },
    /** Somebody points the name elsewhere. */
    spoil(id: string, part: Part, change: Partial<ZoneRecord> = { value: "10.9.9.9" }): void {
      const before = zones.get(`${id}/${part}`);
      if (before === undefined) throw new Error(`no zone of ${id}/${part}`);
      zones.set(`${id}/${part}`, { ...before, records: before.records.map((record) => ({ ...record, ...change })) });
    },
  };
  const call = async (text: string) => {
    calls.push(text);
    await world.script(text);
  };
  const changed = (id: string, change: (zone: Zone) => Zone) => {
    const [where, key] = made.has(id)
      ? ([made, id] as const)
      : ([zones, [...zones].find(([, zone]) => zone.id === id)?.[0] ?? id] as const);
    const before = where.get(key);
    if (before === undefined) throw refusal("not-found", "Zone.NotExists");
    where.set(key, change({ ...before, revision: `${before.revision}+` }));
  };
  const write = async (change: Change): Promise<WriteResult> => {
    await call(`write ${change.kind} ${change.network} ${change.part}`);
    switch (change.kind) {
      case "attach":
        if (links.some((link) => link.network === change.network && link.part === change.part))
          return { result: "already", sentence: "the link is there" };
        world.link(change.network, change.part, world.slow ? "changing" : "ready");
        return { result: "written", requestId: "r-attach" };
      case "detach": {
        const link = links.find((one) => one.network === change.network && one.part === change.part);
        if (link === undefined) return { result: "already", sentence: "the link is gone" };
        if (link.subnet !== change.subnet) return { result: "moved", sentence: "the link has another subnet" };
        if (switches.get(`${change.network}/${change.part}`)?.state === "on")
          return { result: "moved", sentence: "a name is on still" };
        links.splice(links.indexOf(link), 1);
        if (world.slow) links.push({ ...link, state: "changing", vendorState: "DELETING" });
        else zones.delete(`${change.network}/${change.part}`);
        return { result: "written", requestId: "r-detach" };
      }
      case "correct-record":
        changed(change.zone, (zone) => recorded(zone, change.have.id, change.want));
        return { result: "written", requestId: "r-correct" };
      case "enable-record":
        changed(change.zone, (zone) => recorded(zone, change.have.id, { enabled: true }));
        return { result: "written", requestId: null };
      case "switch-on":
        switches.set(`${change.network}/${change.part}`, { state: "on", address: change.address });
        return { result: "written", requestId: "r-on" };
      case "switch-off":
        switches.set(`${change.network}/${change.part}`, { state: "off", address: null });
        return { result: "written", requestId: "r-off" };
      case "create-zone": {
        ids += 1;
        const { zoneName, fallsThrough, remark } = change;
        made.set(`made-${ids}`, {
          id: `made-${ids}`,
          name: zoneName,
          origin: "customer",
          fallsThrough,
          bindings: [],
          records: [],
          remark,
          revision: "1",
        });
        return { result: "written", requestId: "r-zone", made: `made-${ids}` };
      }
      case "create-record": {
        ids += 1;
        const record = { ...change.want, id: `record-${ids}`, enabled: true, remark: "" };
        changed(change.zone, (zone) => ({ ...zone, records: [...zone.records, record] }));
        return { result: "written", requestId: "r-create" };
      }
      case "delete-record":
        changed(change.zone, (zone) => ({
          ...zone,
          records: zone.records.filter(({ id }) => id !== change.have.id),
        }));
        return { result: "written", requestId: "r-delete" };
      case "bind-zone":
        changed(change.zone, (zone) => ({ ...zone, bindings: change.want }));
        return { result: "written", requestId: "r-bind" };
      case "set-fall-through":
        changed(change.zone, (zone) => ({ ...zone, fallsThrough: change.want }));
        return { result: "written", requestId: "r-fall" };
      case "delete-zone":
        return made.delete(change.zone)
          ? { result: "written", requestId: "r-gone" }
          : { result: "already", sentence: "the zone is gone" };
      case "create-role":
        return { result: "written", requestId: "r-role" };
    }
  };
  const cloud: WritingCloud = {
    cloud: "alibaba",
    account: async () => account,
    async networks({ region: where, ids }) {
      await call(`networks ${where}${ids === null ? "" : ` ${ids.join(",")}`}`);
      return networks.filter((one) => one.region === where && (ids === null || ids.includes(one.id)));
    },
    async subnets({ region: where, network: id }) {
      await call(`subnets ${id}`);
      return networks.some((one) => one.id === id && one.region !== where) ? [] : [subnet(id, at())];
    },
    async publishing() {
      await call("publishing");
      return { service: "open", vendorState: "OPENED", authorized: true };
    },
    async instance({ alias }) {
      await call(`instance ${alias}`);
      return {
        running: true,
        vendorState: "RUNNING",
        edition: "Advanced",
        replicas: [],
        otherAccounts: "shared-subnets",
      };
    },
    async quota({ alias }) {
      await call(`quota ${alias}`);
      return world.quota;
    },
    async part({ alias }, part) {
      await call(`part ${alias} ${part}`);
      return { part, names: [{ name: nameOf(part), kind: "vpc" }], links: links.filter((link) => link.part === part) };
    },
    async resolutions(targets) {
      await call(`resolutions ${targets.map(({ network: id, part }) => `${id}/${part}`).join(",")}`);
      return targets.map(({ network: id, part, name, kind, seen }): NameReading => {
        const mark = world.marks?.(id, part);
        if (mark !== undefined && mark === seen)
          return { network: id, part, name, resolution: unknown("unchanged"), mark, unchanged: true };
        const bound = zones.get(`${id}/${part}`);
        const turned = switches.get(`${id}/${part}`);
        const resolution = {
          network: id,
          part,
          name,
          switch:
            turned === undefined || kind === "custom"
              ? null
              : { state: turned.state, vendorState: turned.state.toUpperCase(), elsewhere: null },
          forwarding: null,
          zones: [...(bound === undefined ? [] : [bound]), ...made.values()].filter((zone) =>
            `.${name}`.endsWith(`.${zone.name}`),
          ),
        };
        const view = { network: id, part, name, resolution: known(resolution, at()) };
        return mark === undefined ? view : { ...view, mark };
      });
    },
    async zoneAccount() {
      await call("zoneAccount");
      return { ...world.zoneAccount, count: world.zoneAccount.count + made.size };
    },
    async zoneEdits(asked) {
      await call(`zoneEdits ${asked.join(",")}`);
      return world.edits.filter(({ zone }) => asked.includes(zone));
    },
    async zoneReach(asked) {
      await call(`zoneReach ${asked.join(",")}`);
      return [...zones.values(), ...made.values()]
        .filter(({ id }) => asked.includes(id))
        .map(({ id, name, bindings }) => ({ id, name, networks: bindings.map(({ network }) => network) }));
    },
    async zoneChanges(since) {
      await call(`zoneChanges ${since}`);
      return world.changes;
    },
    write,
  };
  return Object.assign(world, { cloud });
}

export type ScriptedCloud = ReturnType<typeof scriptedCloud>;

function subnet(id: string, at: string): Subnet {
  return {
    id: `vsw-${id}`,
    network: id,
    zone: `${region}-h`,
    cidr: "10.0.0.0/24",
    available: true,
    freeAddresses: known(200, at),
    tags: {},
    shared: false,
  };
}

function zone(id: string, part: Part, address: string): Zone {
  return {
    id: `zone-${id}-${part}`,
    name: nameOf(part),
    origin: "customer",
    fallsThrough: false,
    bindings: [{ network: id, region, account: null, kind: "VPC" }],
    records: [{ id: `record-${id}-${part}`, host: "@", type: "A", value: address, ttl: 60, enabled: true, remark: "" }],
    remark: "",
    revision: "1",
  };
}

function recorded(zone: Zone, id: string, change: Partial<ZoneRecord>): Zone {
  return { ...zone, records: zone.records.map((record) => (record.id === id ? { ...record, ...change } : record)) };
}
