import * as v from "valibot";
import type { Instance, PartView, Quota } from "../../model/estate.ts";
import { instant, known, unknown } from "../../model/known.ts";
import type { Link, LinkIssue, Part } from "../../model/link.ts";
import type { CallContext, RegistryRef } from "../port.ts";
import { domainName, optionalText, read, unexpected } from "../reading.ts";
import type { Transport } from "./transport.ts";

/** Container Registry's word for a part. */
export const moduleNames: Readonly<Record<Part, string>> = { registry: "Registry", chart: "Chart" };

const instanceSchema = v.looseObject({ InstanceStatus: v.string(), InstanceSpecification: optionalText });

// Texts, and missing in older generations of the API.
const usageSchema = v.looseObject({ VpcQuota: v.optional(v.unknown()), VpcUsage: v.optional(v.unknown()) });

// https://www.alibabacloud.com/help/en/container-registry/latest/getinstancevpcendpoint
const linkedVpc = v.looseObject({
  VpcId: v.string(),
  // Spelled so here; the VPC API writes `VSwitchId`.
  VswitchId: optionalText,
  Ip: optionalText,
  Status: optionalText,
  DefaultAccess: v.nullish(v.boolean(), false),
  Issue: optionalText,
});
const endpointSchema = v.looseObject({
  Domains: v.nullish(v.array(v.string())),
  LinkedVpcs: v.nullish(v.array(linkedVpc), []),
});

/** GetInstance; a deleted or unknown instance is a `CloudError` of kind `not-found` (`INSTANCE_NOT_EXIST`). */
export async function instance(transport: Transport, registry: RegistryRef, context: CallContext): Promise<Instance> {
  const body = await call(transport, "GetInstance", registry, {}, context);
  const { InstanceStatus, InstanceSpecification } = read("cr:GetInstance", instanceSchema, body);
  return {
    running: InstanceStatus === "RUNNING",
    vendorState: InstanceStatus,
    edition: InstanceSpecification,
    // An instance links networks of its own region alone.
    replicas: [],
    otherAccounts: "shared-subnets",
  };
}

/** GetInstanceUsage; `null` unless both numbers are there, because a missing number is not zero. */
export async function quota(transport: Transport, registry: RegistryRef, context: CallContext): Promise<Quota | null> {
  const body = await call(transport, "GetInstanceUsage", registry, {}, context);
  const { VpcQuota, VpcUsage } = read("cr:GetInstanceUsage", usageSchema, body);
  const links = wholeNumber(VpcQuota);
  const used = wholeNumber(VpcUsage);
  return links === null || used === null ? null : { links, used, assumed: false };
}

/** GetInstanceVpcEndpoint of one part: its names and links; `now` in milliseconds is when they were read. */
export async function part(
  transport: Transport,
  registry: RegistryRef,
  which: Part,
  now: () => number,
  context: CallContext,
): Promise<PartView> {
  const body = await call(transport, "GetInstanceVpcEndpoint", registry, { ModuleName: moduleNames[which] }, context);
  const { Domains, LinkedVpcs } = read("cr:GetInstanceVpcEndpoint", endpointSchema, body);
  const links = LinkedVpcs ?? [];
  if (Domains == null && links.length > 0)
    throw unexpected("cr:GetInstanceVpcEndpoint", "Domains: missing although networks are linked", body);
  const at = now();
  return {
    part: which,
    names: (Domains ?? []).map((name) => ({ name: domainName(name), kind: "vpc" })),
    links: links.map((link) => toLink(link, which, at)),
  };
}

function toLink(linked: v.InferOutput<typeof linkedVpc>, which: Part, at: number): Link {
  const { VpcId, VswitchId, Ip, Status, DefaultAccess, Issue } = linked;
  return {
    network: VpcId,
    part: which,
    subnet: VswitchId,
    address: Ip === "" ? unknown("the registry took no address yet") : known(Ip, instant(at)),
    // Only `CREATING` and `RUNNING` are documented: whatever else comes is not a working link.
    state: Status === "RUNNING" ? "ready" : "changing",
    vendorState: Status,
    providerResolved: DefaultAccess === true,
    issue: Issue === "" ? null : toIssue(Issue),
  };
}

function toIssue(text: string): LinkIssue {
  const conflictingZone = /PRIVATE_ZONE_CONFLICT_AT_(\w+)/.exec(text)?.[1];
  return {
    text,
    ...(conflictingZone === undefined ? {} : { conflictingZone }),
    ...(text.includes("NO_PRIVATE_ZONE_AUTHORIZED") ? { notAuthorized: true } : {}),
  };
}

function wholeNumber(value: unknown): number | null {
  if (typeof value === "string" && /^\d{1,15}$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function call(
  transport: Transport,
  action: string,
  { instance: InstanceId, region }: RegistryRef,
  more: Readonly<Record<string, string>>,
  context: CallContext,
) {
  return transport.call("cr", action, { InstanceId, ...more }, { region, context });
}
