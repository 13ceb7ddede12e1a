import type { TencentCall } from "../../action.ts";
import { releaseAddress, takeAddress } from "../../addresses.ts";
import type { TencentLink, TencentRegistry, TencentSubnet } from "../../state.ts";
import { switchNames } from "../../zones/names.ts";
import { everySwitchOn, type Switch, throwSwitch } from "../../zones/switches.ts";

/** What the steps of a link need that come later. */
export type LinkContext = Pick<TencentCall, "account" | "settings" | "clock" | "ids" | "changed">;

const editions = ["basic", "standard", "premium"] as const;

/** Makes a link that becomes ready later; `undefined` when the subnet has too few addresses left. */
export function startTencentLink(
  call: LinkContext,
  registry: TencentRegistry,
  subnet: TencentSubnet,
): TencentLink | undefined {
  const taken = Array.from({ length: call.settings.linkAddressCount }, () => takeAddress(subnet, ownerOf(registry)));
  if (taken.includes(undefined)) {
    releaseAddress(subnet, ownerOf(registry));
    return undefined;
  }
  const link: TencentLink = {
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    region: subnet.region,
    createdAt: call.clock.now(),
    ip: call.settings.ipBeforeRunning ? (taken[0] ?? null) : null,
    step: "pending",
  };
  registry.links.push(link);
  if (call.settings.tcrLinkReadyMs === 0) finish(call, registry, link);
  else continueTencentLink(call, registry, link);
  return link;
}

/** Takes the next step of a link that is under way, at its time. */
export function continueTencentLink(context: LinkContext, registry: TencentRegistry, link: TencentLink): void {
  const { clock, settings, changed } = context;
  if (link.step === "pending")
    clock.at(link.createdAt + settings.tcrLinkReadyMs, () => {
      finish(context, registry, link);
      changed();
    });
  if (link.step === "deleting")
    clock.after(settings.tcrLinkGoneMs, () => {
      remove(context, registry, link);
      changed();
    });
}

function finish(context: LinkContext, registry: TencentRegistry, link: TencentLink): void {
  const { tcrLinkOutcome } = context.settings;
  // It may have been deleted meanwhile.
  if (link.step !== "pending" || tcrLinkOutcome === "pending") return;
  link.step = tcrLinkOutcome;
  const taken = [...(context.account.subnets.get(link.subnetId)?.takenAddresses ?? [])];
  const [address = null] = taken.find(([, owner]) => owner === ownerOf(registry)) ?? [];
  link.ip = link.step === "running" ? address : null;
}

/** The link goes later; until then it keeps its address. Asked twice, it goes once. */
export function endTencentLink(context: LinkContext, registry: TencentRegistry, link: TencentLink): void {
  if (link.step === "deleting") return;
  link.step = "deleting";
  if (context.settings.linkDeleteWithDnsOn === "cascade")
    for (const one of switchesOn(context, registry, link)) throwSwitch(context, one, null);
  if (context.settings.tcrLinkGoneMs === 0) remove(context, registry, link);
  else continueTencentLink(context, registry, link);
}

function remove(context: LinkContext, registry: TencentRegistry, link: TencentLink): void {
  const index = registry.links.indexOf(link);
  if (index !== -1) registry.links.splice(index, 1);
  giveBackAddresses(context, registry, link);
}

export function giveBackAddresses(
  { account }: LinkContext,
  registry: TencentRegistry,
  { subnetId }: TencentLink,
): void {
  const subnet = account.subnets.get(subnetId);
  if (subnet !== undefined) releaseAddress(subnet, ownerOf(registry));
}

/** The switches of the link's VPC that have published something. */
export function switchesOn(
  { account }: Pick<LinkContext, "account">,
  registry: TencentRegistry,
  { vpcId, region }: TencentLink,
): readonly Switch[] {
  return everySwitchOn(account, { vpcId, region }, switchNames(registry));
}

/** Whether one more link in `region` would exceed the quota. */
export function exceedsQuota({ settings }: LinkContext, registry: TencentRegistry, region: string): boolean {
  const byRegion = settings.replicaLinksCounted === "by-region";
  const used = registry.links.filter((link) => !byRegion || link.region === region).length;
  const ofEdition = settings.linkQuota.split("/")[editions.indexOf(registry.edition)];
  return used >= (settings.linkQuotaRaised === 0 ? Number(ofEdition) : settings.linkQuotaRaised);
}

/** Who holds a link's addresses in its subnet; the VPC has one link of the instance, so the instance tells it. */
function ownerOf({ id }: TencentRegistry): string {
  return `tcr:${id}`;
}
