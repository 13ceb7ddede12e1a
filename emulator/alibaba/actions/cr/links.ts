import type { ActionCall } from "../../action.ts";
import { giveBackAddress, takeAddress } from "../../addresses.ts";
import type { LinkedVpc, ModuleName, RegistryInstance, VSwitch } from "../../state.ts";
import { linkBecameReady, linkRemoved } from "../../zones/link-zones.ts";

/** What the steps of a link need that come later. */
type LinkSteps = Pick<ActionCall, "account" | "state" | "settings" | "clock" | "ids" | "changed">;

export interface NewLink {
  readonly instance: RegistryInstance;
  readonly module: ModuleName;
  readonly vswitch: VSwitch;
  readonly wantsRecords: boolean;
}

/** Makes a link that becomes ready later; `undefined` when the vSwitch has no address left. */
export function startLink(
  call: ActionCall,
  { instance, module, vswitch, wantsRecords }: NewLink,
): LinkedVpc | undefined {
  const ip = takeAddress(vswitch, `cr:${instance.id}/${module}`);
  if (ip === undefined) return undefined;
  const first = !instance.links.some((link) => link.module === module);
  const link: LinkedVpc = {
    module,
    vpcId: vswitch.vpcId,
    vswitchId: vswitch.id,
    createdAt: call.clock.now(),
    ip,
    status: "CREATING",
    defaultAccess: first && call.settings.firstLinkDefaultAccess,
    issue: null,
    wantsRecords,
    zones: new Set(),
  };
  instance.links.push(link);
  continueLink(call, instance, link);
  return link;
}

/** Takes the next step of a link that is in transition, at its time. */
export function continueLink(call: LinkSteps, instance: RegistryInstance, link: LinkedVpc): void {
  const { linkReadyMs, linkGoneMs } = call.settings;
  if (link.status === "CREATING") call.clock.at(link.createdAt + linkReadyMs, () => finishLink(call, instance, link));
  if (link.status === "DELETING") call.clock.after(linkGoneMs, () => removeLink(call, instance, link));
}

function finishLink(call: LinkSteps, instance: RegistryInstance, link: LinkedVpc): void {
  // It may have been deleted meanwhile.
  if (link.status !== "CREATING" || call.settings.linkOutcome === "CREATING") return;
  link.status = call.settings.linkOutcome;
  if (link.status === "RUNNING") linkBecameReady(call, instance, link);
  call.changed();
}

/** The link goes later; until then it keeps its address. Asked twice, it goes once. */
export function endLink(call: ActionCall, instance: RegistryInstance, link: LinkedVpc): void {
  if (link.status === "DELETING") return;
  link.status = "DELETING";
  if (call.settings.linkGoneMs === 0) removeLink(call, instance, link);
  else continueLink(call, instance, link);
}

function removeLink(call: LinkSteps, instance: RegistryInstance, link: LinkedVpc): void {
  linkRemoved(call, instance, link);
  instance.links.splice(instance.links.indexOf(link), 1);
  const vswitch = call.account.vswitches.get(link.vswitchId);
  if (vswitch !== undefined && link.ip !== null) giveBackAddress(vswitch, link.ip);
  const heir = instance.links.find((other) => other.module === link.module && other.status !== "DELETING");
  if (link.defaultAccess && call.settings.defaultAccessMoves && heir !== undefined) heir.defaultAccess = true;
  call.changed();
}

/** `VpcUsage`: linked VPCs, or links, by setting. */
export function quotaUsed(call: ActionCall, instance: RegistryInstance): number {
  if (call.settings.quotaCounts === "links") return instance.links.length;
  return new Set(instance.links.map(({ vpcId }) => vpcId)).size;
}

/** Whether one more link of this VPC would exceed the quota. */
export function exceedsQuota(call: ActionCall, instance: RegistryInstance, vpcId: string): boolean {
  const counted = call.settings.quotaCounts === "networks" && instance.links.some((link) => link.vpcId === vpcId);
  return !counted && quotaUsed(call, instance) >= instance.vpcQuota;
}
