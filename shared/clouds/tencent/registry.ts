import { isIPv4 } from "node:net";
import * as v from "valibot";
import type { Instance, PartView, Quota } from "../../model/estate.ts";
import { instant, known, unknown } from "../../model/known.ts";
import type { Link, Part } from "../../model/link.ts";
import type { RegistryName } from "../../model/name.ts";
import { listAll } from "../paging.ts";
import { type CallContext, CloudError, type RegistryRef } from "../port.ts";
import { count, domainName, optionalText, read } from "../reading.ts";
import { singleFlight } from "./single-flight.ts";
import type { CallOptions, Transport } from "./transport.ts";

const pageSize = 100;

// https://cloud.tencent.com/document/api/1141/41569
const registrySchema = v.looseObject({
  RegistryId: v.string(),
  RegistryName: v.string(),
  RegistryType: optionalText,
  Status: optionalText,
  PublicDomain: optionalText,
  RegionName: optionalText,
});
const registriesSchema = v.looseObject({ Registries: v.nullish(v.array(registrySchema)) });
type Described = v.InferOutput<typeof registrySchema>;

// https://cloud.tencent.com/document/api/1141/49201
const replicaSchema = v.looseObject({
  ReplicationRegistryId: v.string(),
  ReplicationRegionName: v.string(),
  Status: optionalText,
});
type Replica = v.InferOutput<typeof replicaSchema>;
const replicasSchema = v.looseObject({
  TotalCount: v.nullish(count, null),
  ReplicationRegistries: v.nullish(v.array(replicaSchema)),
});

// https://www.tencentcloud.com/document/api/1051/50735
const linkSchema = v.looseObject({
  VpcId: v.string(),
  SubnetId: optionalText,
  Status: optionalText,
  AccessIp: optionalText,
});
const linksSchema = v.looseObject({
  TotalCount: v.nullish(count, null),
  AccessVpcSet: v.nullish(v.array(linkSchema)),
});

/**
 * Links of an instance by its edition, as a page of the vendor's is quoted; an older page says 3, 5 and 10, a ticket
 * raises it, and no API tells it. https://cloud.tencent.com/document/product/1141/104731
 */
const linksOfEdition: Readonly<Record<string, number>> = { basic: 5, standard: 10, premium: 20 };

/** A network, and the region that it is in. */
interface NetworkPlace {
  readonly network: string;
  readonly region: string;
}

/** What the registry product says of instances, each fact read once by those who ask for it at the same time. */
export interface Registries {
  instance(registry: RegistryRef, context: CallContext): Promise<Instance>;
  quota(registry: RegistryRef, context: CallContext): Promise<Quota | null>;
  part(registry: RegistryRef, part: Part, context: CallContext): Promise<PartView>;
  /** The link of one network as it is now, for a write: never the answer of a read that began earlier. */
  linkNow(instance: string, network: NetworkPlace, options: CallOptions): Promise<Link | undefined>;
  /** The instance's own region, where its calls go also for a network of a replica's region. */
  home(instance: string, networkRegion: string, context: CallContext): Promise<string>;
}

/** `now` in milliseconds is when a fact was read. */
export function createRegistries(transport: Transport, now: () => number): Registries {
  const describing = singleFlight<Described>();
  const listing = singleFlight<readonly Link[]>();
  const replicating = singleFlight<readonly Replica[]>();
  const homes = new Map<string, string>();

  // DescribeInternalEndpoints answers an unknown instance with an internal error, so DescribeInstances is asked first.
  function describe({ instance, region }: RegistryRef, context: CallContext): Promise<Described> {
    return describing(`${region}/${instance}`, context.signal, async () => {
      const found = await find(transport, instance, {}, { region, context });
      if (found === null) throw absent(instance, `in ${region}`);
      homes.set(instance, region);
      return found;
    });
  }

  const replicasOf = (instance: string, { region, context }: CallOptions) =>
    replicating(`${region}/${instance}`, context.signal, () =>
      runningReplicas(transport, instance, { region, context }),
    );

  async function linksUnder(id: string, options: CallOptions): Promise<readonly Link[]> {
    const body = await transport.call("tcr", "DescribeInternalEndpoints", { RegistryId: id }, options);
    const { AccessVpcSet, TotalCount } = read("tcr:DescribeInternalEndpoints", linksSchema, body);
    const entries = AccessVpcSet ?? [];
    // The vendor has no pages here; one that it cut off all the same would say so by its number alone.
    if (TotalCount !== null && TotalCount > entries.length)
      throw new CloudError({
        kind: "unavailable",
        call: "tcr:DescribeInternalEndpoints",
        code: "ListNotWhole",
        message: `the answer holds ${entries.length} of ${TotalCount} links of ${id}; the next pass asks again`,
      });
    const at = now();
    return entries.map((entry) => toLink(entry, at));
  }

  // Whether the primary's list holds the links of its replicas' regions is documented nowhere, nor whether a replica has
  // a list of its own; where it is refused, the primary's stands for all.
  async function linksOf(
    instance: string,
    replicas: readonly Replica[],
    options: CallOptions,
  ): Promise<readonly Link[]> {
    const lists = await Promise.all([
      linksUnder(instance, options),
      ...replicas.map(({ ReplicationRegistryId }) =>
        linksUnder(ReplicationRegistryId, { ...options, attempts: 1 }).catch((error: unknown) => {
          if (isListRefused(error)) return [];
          throw error;
        }),
      ),
    ]);
    return [...new Map(lists.flat().map((link) => [link.network, link])).values()];
  }

  // Only this edition can have replicas.
  const replicasIn = async ({ RegistryType }: Described, { instance, region }: RegistryRef, context: CallContext) =>
    RegistryType === "premium" ? replicasOf(instance, { region, context }) : [];

  const links = (described: Described, registry: RegistryRef, context: CallContext) => {
    const { instance, region } = registry;
    return listing(`${region}/${instance}`, context.signal, async () =>
      linksOf(instance, await replicasIn(described, registry, context), { region, context }),
    );
  };

  return {
    async linkNow(instance, { network, region }, options) {
      const replicas = region === options.region ? [] : await replicasOf(instance, options);
      const there = replicas.filter(({ ReplicationRegionName }) => ReplicationRegionName === region);
      return (await linksOf(instance, there, options)).find((link) => link.network === network);
    },
    async instance(registry, context) {
      const described = await describe(registry, context);
      const { Status, RegistryType } = described;
      const running = await replicasIn(described, registry, context);
      const replicas = [...new Set(running.map(({ ReplicationRegionName }) => ReplicationRegionName))].sort();
      const state = { running: Status === "Running", vendorState: Status, edition: RegistryType };
      return { ...state, replicas, otherAccounts: "none" };
    },
    async quota(registry, context) {
      const described = await describe(registry, context);
      const allowed = linksOfEdition[described.RegistryType];
      if (allowed === undefined) return null;
      return { links: allowed, used: (await links(described, registry, context)).length, assumed: true };
    },
    async part(registry, part, context) {
      if (part !== "registry") return { part, names: [], links: [] };
      const described = await describe(registry, context);
      return { part, names: namesOf(described), links: await links(described, registry, context) };
    },
    async home(instance, networkRegion, context) {
      const seen = homes.get(instance);
      if (seen !== undefined) return seen;
      const found = await find(transport, instance, { AllRegion: true }, { region: networkRegion, context });
      if (found === null) throw absent(instance, "in any region");
      homes.set(instance, found.RegionName);
      return found.RegionName;
    },
  };
}

/** What was named is nothing that has links: an id that is not known is answered with an internal error too. */
function isListRefused(error: unknown): boolean {
  if (!(error instanceof CloudError)) return false;
  const { kind, code } = error.failure;
  return code === "InternalError" || kind === "not-found" || kind === "denied" || kind === "invalid";
}

async function find(
  transport: Transport,
  instance: string,
  more: { readonly AllRegion?: true },
  options: CallOptions,
): Promise<Described | null> {
  // The parameter is spelled so: its second word in lower case.
  const parameters = { Registryids: [instance], ...more };
  const body = await transport.call("tcr", "DescribeInstances", parameters, options);
  const { Registries } = read("tcr:DescribeInstances", registriesSchema, body);
  return (Registries ?? []).find(({ RegistryId }) => RegistryId === instance) ?? null;
}

function absent(instance: string, where: string): CloudError {
  return new CloudError({
    kind: "not-found",
    call: "tcr:DescribeInstances",
    code: "NoSuchInstance",
    message: `the account has no instance ${instance} ${where}`,
  });
}

async function runningReplicas(transport: Transport, instance: string, options: CallOptions) {
  const call = "tcr:DescribeReplicationInstances";
  const found = await listAll<Replica>({
    call,
    size: pageSize,
    key: ({ ReplicationRegistryId }) => ReplicationRegistryId,
    async page(number) {
      const parameters = { RegistryId: instance, Offset: (number - 1) * pageSize, Limit: pageSize };
      const body = await transport.call("tcr", "DescribeReplicationInstances", parameters, options);
      const { ReplicationRegistries, TotalCount } = read(call, replicasSchema, body);
      return { items: ReplicationRegistries ?? [], total: TotalCount };
    },
  });
  return found.filter(({ Status }) => Status === "Running");
}

/** The name inside networks is the public one with `-vpc` after the instance's own part. */
function namesOf({ RegistryName: own, PublicDomain }: Described): readonly RegistryName[] {
  const open = domainName(PublicDomain === "" ? `${own}.tencentcloudcr.com` : PublicDomain);
  return [
    { name: open.replace(".", "-vpc."), kind: "vpc" },
    { name: open, kind: "default" },
  ];
}

function toLink({ VpcId, SubnetId, Status, AccessIp }: v.InferOutput<typeof linkSchema>, at: number): Link {
  const address = isIPv4(AccessIp);
  return {
    network: VpcId,
    part: "registry",
    subnet: SubnetId,
    address: address ? known(AccessIp, instant(at)) : unknown("the registry took no address yet"),
    // Only `Running` is documented: whatever else comes is not a working link.
    state: Status === "Running" && address ? "ready" : "changing",
    vendorState: Status,
    providerResolved: false,
    issue: null,
  };
}
