import type { Approval } from "../../model/approval.ts";
import type { Attach } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import { elapsed } from "../../model/known.ts";
import type { Part } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { changeId } from "../change-id.ts";
import { observedNetworks } from "../link/links.ts";
import { deploymentLedger } from "../link/ownership.ts";
import { byText } from "../order.ts";
import { consent } from "../wish/consent.ts";

/** Which link an approval is about; it holds for one change that makes it. */
interface LinkKey {
  readonly network: string;
  readonly part: Part;
}

/** Whether an approval says nothing any more: its time has passed, or its link was made since. */
function isOver(approval: Approval, estate: Estate, registry: RegistrySettings): boolean {
  return elapsed(approval.until, estate.at) >= 0 || isUsed(approval, estate, registry);
}

/** What was approved for the passes of this deployment; another one's word is none here. */
function ownApprovals({ approvals, deployment }: Estate): readonly Approval[] {
  return approvals.known ? approvals.value.filter((approval) => approval.deployment === deployment) : [];
}

function isUsed({ at, change }: Approval, estate: Estate, registry: RegistrySettings): boolean {
  return deploymentLedger(estate, registry).some(
    ({ network, part, attachedAt }) =>
      network === change.network && part === change.part && attachedAt !== null && attachedAt >= at,
  );
}

/** Approvals that nothing depends on any more, those of registries that left the configuration among them once expired. */
export function overApprovals(estate: Estate): readonly Approval[] {
  return ownApprovals(estate).filter((approval) => {
    const registry = estate.settings.registries.find(({ instance }) => instance === approval.change.instance);
    return registry === undefined ? elapsed(approval.until, estate.at) >= 0 : isOver(approval, estate, registry);
  });
}

/** The approval in force for a link, the latest where there are several; whatever subnet it names. */
export function approvalOfLink(estate: Estate, registry: RegistrySettings, link: LinkKey): Approval | null {
  const [latest] = ownApprovals(estate)
    .filter(({ change }) => change.instance === registry.instance)
    .filter(({ change }) => change.network === link.network && change.part === link.part)
    .filter((approval) => !isOver(approval, estate, registry))
    .sort((a, b) => byText(b.at, a.at) || byText(a.id, b.id));
  return latest ?? null;
}

/** Whether the rules want a new link of the network approved. */
function asks(estate: Estate, registry: RegistrySettings, network: Network): boolean {
  const answer = consent(network, registry, estate.settings);
  return answer.accepted && answer.asks;
}

/** Whether nobody approved any link of a network for which the rules ask: nothing of it can be attached now. */
export function waitsForApproval(estate: Estate, registry: RegistrySettings, network: Network): boolean {
  if (!asks(estate, registry, network)) return false;
  return registry.parts.every((part) => approvalOfLink(estate, registry, { network: network.id, part }) === null);
}

/** What holds a new link that a rule asks about; `null` when none does, or exactly this change was approved. */
export function byApproval(
  change: Attach,
  estate: Estate,
  registry: RegistrySettings,
): { readonly code: string; readonly sentence: string } | null {
  const network = observedNetworks(estate).find(({ id }) => id === change.network);
  if (network === undefined || !asks(estate, registry, network)) return null;
  const { rule } = consent(network, registry, estate.settings);
  const who = `rule "${rule ?? ""}" wants a new link approved`;
  if (!estate.approvals.known) {
    const sentence = `${who}, and whether this one is could not be read: ${estate.approvals.reason}`;
    return { code: "held/approvals-unknown", sentence };
  }
  const id = changeId(change);
  const approved = ownApprovals(estate).some((approval) => approval.id === id && !isOver(approval, estate, registry));
  if (approved) return null;
  return {
    code: "held/approval",
    sentence: `${who}: this one is change ${id}, and somebody may approve it with "mooring approve ${id} --reason ..."`,
  };
}

/** The change that a finding's sentence says may be approved; `null` while it names none, since no subnet is chosen yet. */
export function approvableIn(sentence: string): string | null {
  return /this one is change ([0-9a-f]{12}), and somebody may approve it/.exec(sentence)?.[1] ?? null;
}
