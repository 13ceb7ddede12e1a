import type { Approval } from "../model/approval.ts";
import type {
  CarriedName,
  Edit,
  PartView,
  Publishing,
  RegistryView,
  ResolutionView,
  SubnetsView,
} from "../model/estate.ts";
import { type State, worst } from "../model/finding.ts";
import { elapsed, type Instant, type Known } from "../model/known.ts";
import type { LedgerEntry } from "../model/ledger.ts";
import type { Link, Part } from "../model/link.ts";
import type { RegistryName } from "../model/name.ts";
import type { Network, Subnet } from "../model/network.ts";
import type { Limits, RegistrySettings } from "../model/settings.ts";
import { besideLeaving, removals } from "./leaving/zone-removal.ts";
import type { Room } from "./limits/room.ts";
import { wantedNames } from "./link/links.ts";
import { isLive } from "./link/ownership.ts";
import type { Obstacle } from "./link/preconditions.ts";
import { rolePlan } from "./link/role.ts";
import { chooseSubnet, offered } from "./link/subnet.ts";
import { releaseCommandFor, whoseLink } from "./link/whose.ts";
import { withKind } from "./name/drift-kinds.ts";
import { planName } from "./name/name.ts";
import type { OwnZoneScope } from "./name/own-zones.ts";
import { type AddressedLink, doubtOfAddress } from "./name/repoint.ts";
import { withdrawals } from "./name/withdrawal.ts";
import type { PartPlan } from "./pair-plan.ts";

/** A link takes 1 to 9 minutes; what takes longer is reported as stuck. */
const stuckTime = 15 * 60_000;

export interface PartInput {
  readonly registry: RegistrySettings;
  readonly registryView: RegistryView;
  readonly network: Network;
  readonly part: Part;
  readonly view: Known<PartView>;
  readonly subnets: SubnetsView | undefined;
  readonly wishedSubnet: string | null;
  /** The word of somebody that the link may be made, where a rule asks for it. */
  readonly approval: Approval | null;
  /** Mooring's own entry; another deployment's does not count. */
  readonly entry: LedgerEntry | null;
  /** The other deployment that has this link in its ledger. */
  readonly otherDeployment: string | null;
  /** Whose a link is that this deployment has no entry of. */
  readonly whose: string;
  readonly resolutions: readonly ResolutionView[];
  readonly carried: readonly CarriedName[];
  /** Every link of the network that has an address, at whichever registry. */
  readonly links: readonly AddressedLink[];
  readonly limits: Limits;
  /** What must be put right before a link is asked for. */
  readonly obstacle: Obstacle | null;
  /** The account of the registry; `null` when it is not known. */
  readonly account: string | null;
  readonly publishing: Publishing | null;
  /** Who last changed what, as far as somebody asked or was told. */
  readonly edits: readonly Edit[];
  readonly own: OwnZoneScope;
  /** The limit that a new link meets first; counted only where one is wanted. */
  readonly room: () => Pick<Room, "code" | "sentence" | "beside">;
  readonly at: Instant;
}

/** What one wished and accepted part of one network comes to. */
export function planPart(input: PartInput): PartPlan {
  const plan = planLink(input);
  const leaving = removals(input).filter(({ finding }) => finding.part === input.part);
  const changes = leaving.flatMap((one) => one.changes);
  return { ...plan, finding: besideLeaving(plan.finding, leaving), changes: [...plan.changes, ...changes] };
}

function planLink(input: PartInput): PartPlan {
  const { part, view, network } = input;
  // An instance that does not run does not tell its links either; that it does not run is the reason.
  if (!view.known) {
    const stopped = notRunning(input);
    if (stopped !== null) return stopped;
    return bare(
      input,
      "unknown",
      "unknown/links",
      `the ${part} links of registry "${input.registry.alias}" could not be read: ${view.reason}`,
    );
  }
  const link = view.value.links.find((candidate) => candidate.network === network.id);
  if (link === undefined) return withoutLink(input);
  if (link.state !== "ready" || !link.address.known) return inTransition(input, link);
  return ready(input, link, link.address.value, wantedNames(input.registry, view.value, input.entry !== null));
}

function withoutLink(input: PartInput): PartPlan {
  const { registry, network, part, entry, at } = input;
  if (input.otherDeployment !== null) {
    const forgotten = releaseCommandFor({
      network: network.id,
      registry: registry.alias,
      part,
      deployment: input.otherDeployment,
    });
    return bare(
      input,
      "held",
      "held/other-deployment",
      `${whoseLink(part, input.otherDeployment)}, and one registry and network belong to one deployment: once that one looks after the network no more, ${forgotten} has it forget the link, and this one makes its own`,
    );
  }
  if (entry !== null && isLive(entry, at)) {
    return bare(
      input,
      "pending",
      "pending/attach-in-flight",
      `the ${part} link was asked for at ${entry.intentAt}${entry.intentBy === null ? "" : ` by pass ${entry.intentBy}`} and does not show yet`,
    );
  }
  const { instance } = input.registryView;
  if (!instance.known) {
    return bare(
      input,
      "unknown",
      "unknown/instance",
      `registry "${registry.alias}" (${registry.instance}) could not be read: ${instance.reason}`,
    );
  }
  const stopped = notRunning(input);
  if (stopped !== null) return stopped;
  if (!network.available)
    return bare(input, "pending", "pending/network-not-available", `network ${network.id} is not available yet`);
  const { obstacle } = input;
  if (obstacle !== null) {
    const blocked = bare(input, stateOf(obstacle.code), obstacle.code, withKind(obstacle.code, obstacle.sentence));
    return obstacle.failure === undefined
      ? blocked
      : { ...blocked, finding: { ...blocked.finding, failure: obstacle.failure } };
  }
  const subnets = subnetsOf(input);
  if (subnets === null) {
    const { code, sentence, beside } = input.room();
    if (beside === true) return bare(input, "held", code, `the ${part} part waits: ${sentence}`);
    const later = `${sentence}; the subnets of network ${network.id} are read when its turn comes`;
    return bare(input, "held", code, later);
  }
  if (!subnets.known)
    return bare(
      input,
      "unknown",
      "unknown/subnets",
      `the subnets of network ${network.id} could not be read: ${subnets.reason}`,
    );
  const usable = offered(network, subnets.value, input.account);
  if (subnets.value.length > 0 && usable.length === 0) {
    return bare(
      input,
      "blocked",
      "blocked/not-shared",
      `network ${network.id} belongs to account ${network.account}, registry "${registry.alias}" to account ${input.account}; its owner must share a subnet with that account first`,
    );
  }
  const { approval } = input;
  const approved = approval?.change.subnet ?? null;
  const choice = chooseSubnet(network, usable, input.wishedSubnet, registry.subnets, approved);
  if (!choice.chosen) return bare(input, stateOf(choice.code), choice.code, choice.sentence);
  const again =
    entry?.attachedAt != null
      ? `the link that Mooring ${entry.adopted === undefined ? "made" : "adopted"} at ${entry.attachedAt} is gone`
      : `the network wishes for registry "${registry.alias}"`;
  return {
    finding: {
      ...bare(input, "pending", "pending/attach", `${again}; it is to be attached through ${choice.sentence}`).finding,
      subnet: choice.subnet.id,
    },
    changes: [
      {
        kind: "attach",
        registry: registry.alias,
        cloud: registry.cloud,
        instance: registry.instance,
        network: network.id,
        account: network.account,
        region: network.region,
        part,
        subnet: choice.subnet.id,
        createServiceLinkedRole: registry.createServiceLinkedRole,
        because: `${again}; ${choice.sentence}${approval?.change.subnet === choice.subnet.id ? approvedBy(approval) : ""}`,
      },
    ],
    held: [],
    names: [],
  };
}

function approvedBy({ by, at, reason }: Approval): string {
  return `; approved by ${by} at ${at}: ${reason}`;
}

function notRunning(input: PartInput): PartPlan | null {
  const { registry } = input;
  const { instance } = input.registryView;
  if (!instance.known || instance.value.running) return null;
  return bare(
    input,
    "blocked",
    "blocked/instance-not-running",
    `registry "${registry.alias}" (${registry.instance}) is ${instance.value.vendorState}; it takes links only while it runs`,
  );
}

function subnetsOf(input: PartInput): Known<readonly Subnet[]> | null {
  if (input.subnets !== undefined) return input.subnets.subnets;
  // A network that the listing showed without subnets needs no second look.
  if (input.network.subnetCount === 0) return { known: true, value: [], at: input.at };
  return null;
}

function inTransition(input: PartInput, link: Link): PartPlan {
  const { part, entry, at } = input;
  // A link that was ready once and changes again was made anew by somebody, whenever Mooring asked for the first one.
  const began = entry?.address == null ? entry?.intentAt : (entry.changingSince ?? at);
  const since = began == null ? null : elapsed(began, at);
  const stuck = since !== null && since > stuckTime;
  const state = `the ${part} link through ${link.subnet} is ${link.vendorState}${link.address.known ? "" : ", without an address yet"}`;
  const finding = stuck
    ? bare(
        input,
        "blocked",
        "blocked/link-stuck",
        `${state} for ${Math.round(since / 60_000)} minutes; links take 1 to 9: look at the registry's console, or open a ticket`,
      )
    : bare(
        input,
        "pending",
        "pending/link-in-transition",
        `${state}; links take 1 to 9 minutes, and every pass looks again`,
      );
  return {
    ...finding,
    finding: { ...finding.finding, subnet: link.subnet, address: link.address.known ? link.address.value : null },
  };
}

function ready(input: PartInput, link: Link, address: string, names: readonly RegistryName[]): PartPlan {
  const { part, network, entry } = input;
  if (names.every(({ kind }) => kind === "custom")) {
    const unnamed = bare(
      input,
      "unknown",
      "unknown/names",
      `attached through ${link.subnet} at ${address}, but registry "${input.registry.alias}" told no name of the ${part} part, so what must resolve is unknown`,
    );
    return { ...unnamed, finding: { ...unnamed.finding, subnet: link.subnet, address } };
  }
  const moveDoubt = entry === null ? null : doubtOfAddress({ ...input, entry, link, address });
  const plans = [...names].sort(byName).map(({ name, kind }) =>
    planName({
      registry: input.registry,
      network,
      part,
      name,
      nameKind: kind,
      moveDoubt,
      link,
      publishing: input.publishing,
      address,
      entry: input.entry,
      otherDeployment: input.otherDeployment,
      view: input.resolutions.find((view) => view.network === network.id && view.part === part && view.name === name),
      carried: input.carried.find(
        (carry) => carry.network === network.id && carry.part === part && carry.name === name,
      ),
      limits: input.limits,
      edits: input.edits,
      own: input.own,
      at: input.at,
    }),
  );
  const role = rolePlan({ ...input, codes: plans.map(({ finding }) => finding.code) });
  const leaving = withdrawals(input.registry, network, part, entry);
  const found = [...plans, ...leaving].map(({ finding }) =>
    finding.code === "blocked/no-zone-role" && role !== null
      ? { ...finding, sentence: `${finding.sentence}; ${role.sentence}` }
      : finding,
  );
  const state = worst(found.map((finding) => finding.state));
  const leading = found.find((finding) => finding.state === state);
  const healthy = `attached through ${link.subnet} at ${address}; ${plans.length === 1 ? "its name resolves" : `all ${plans.length} names resolve`}`;
  const base =
    leading !== undefined && state !== "moored"
      ? bare(input, state, leading.code, leading.sentence)
      : entry === null
        ? bare(input, state, "moored/not-owned", `${healthy}; ${input.whose}`)
        : bare(input, state, "moored/attached", healthy);
  return {
    finding: { ...base.finding, subnet: link.subnet, address, names: found },
    changes: [
      ...(role?.change == null ? [] : [role.change]),
      ...plans.flatMap((plan) => plan.changes),
      ...leaving.map(({ change }) => change),
    ],
    held: plans.flatMap((plan) => plan.held),
    names: plans,
  };
}

function byName(a: RegistryName, b: RegistryName): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function stateOf(code: string): State {
  const [state] = code.split("/");
  return state === "pending" || state === "blocked" || state === "held" ? state : "unknown";
}

function bare(input: PartInput, state: State, code: string, sentence: string): PartPlan {
  const failure = !input.view.known ? input.view.cause : undefined;
  return {
    finding: {
      part: input.part,
      state,
      code,
      sentence,
      subnet: null,
      address: null,
      owned: input.entry !== null,
      names: [],
      ...(failure === undefined ? {} : { failure }),
    },
    changes: [],
    held: [],
    names: [],
  };
}
