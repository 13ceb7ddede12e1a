import type { Estate, Publishing } from "../../model/estate.ts";
import type { CallFailure } from "../../model/known.ts";
import type { Part } from "../../model/link.ts";
import type { Network } from "../../model/network.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { contestOf } from "../limits/contested-link.ts";
import { lastRefusal, refusalWords } from "../limits/refusal.ts";
import { deploymentLedger } from "./ownership.ts";

/** Something that must be put right before a link is worth asking for. */
export interface Obstacle {
  readonly code: string;
  readonly sentence: string;
  readonly failure?: CallFailure;
}

/** What the account's name service forbids: no name can be published while it is closed or in debt. */
export function publishingOf(estate: Estate, cloud: Network["cloud"]): Publishing | null {
  const view = estate.accounts.find((account) => account.cloud === cloud);
  return view?.publishing.known === true ? view.publishing.value : null;
}

/** The account whose credentials the pass has, which is the registry's; `null` when it is not known. */
export function accountOf(estate: Estate, cloud: Network["cloud"]): string | null {
  const account = estate.accounts.find((view) => view.cloud === cloud)?.account;
  return account?.known === true ? account.value : null;
}

/** The account's private DNS does not work; `null` when it does, or when this pass did not ask. */
export function serviceObstacle(publishing: Publishing | null): Obstacle | null {
  if (publishing === null || publishing.service === "open") return null;
  return publishing.service === "closed"
    ? {
        code: "blocked/dns-closed",
        sentence: `private DNS is not activated in the account (${publishing.vendorState}), so no name can be answered from a zone; activate it in the DNS console`,
      }
    : {
        code: "blocked/dns-in-debt",
        sentence: `private DNS of the account is in debt (${publishing.vendorState}), so zones may stop answering and nothing is written to them; settle the bill`,
      };
}

/** The network's machines ask resolvers that know no private zone; `null` when they do not, or when it is not known. */
export function resolverObstacle(registry: RegistrySettings, network: Network): Obstacle | null {
  const { resolvers } = network;
  if (!resolvers.known || resolvers.value.provider) return null;
  const { servers } = resolvers.value;
  if (servers.every((server) => registry.forwardingResolvers.includes(server))) return null;
  return {
    code: "blocked/custom-resolvers",
    sentence: `the network's machines ask ${servers.join(", ")} and none of the provider's resolvers, so they never hear what is published in it; add the provider's resolvers to the network, or, if these forward the registry's names to them, list them under forwardingResolvers of registry "${registry.alias}"`,
  };
}

/** The registry cannot link the network from where it is; `null` when it can, or when that is not known. */
function reachObstacle(estate: Estate, registry: RegistrySettings, network: Network): Obstacle | null {
  const instance = estate.registries.find(({ alias }) => alias === registry.alias)?.instance;
  if (instance?.known !== true) return null;
  const account = estate.accounts.find((view) => view.cloud === registry.cloud)?.account;
  if (instance.value.otherAccounts === "none" && account?.known === true && account.value !== network.account) {
    return {
      code: "blocked/other-account",
      sentence: `the network belongs to account ${network.account}, registry "${registry.alias}" to account ${account.value}, and it links networks of its own account only; give that account a registry of its own, or reach this one over a peering connection and a custom domain`,
    };
  }
  if (network.region !== registry.region && !instance.value.replicas.includes(network.region)) {
    return {
      code: "blocked/no-replica",
      sentence: `the network is in ${network.region}, where registry "${registry.alias}" has no replica that runs; make one there, or take ${network.region} out of its replicas`,
    };
  }
  return null;
}

/** What stands in the way of a new link, found before any call asks for it; `null` when nothing is known to. */
export function attachObstacle(
  estate: Estate,
  registry: RegistrySettings,
  network: Network,
  part: Part,
): Obstacle | null {
  const reach = reachObstacle(estate, registry, network) ?? resolverObstacle(registry, network);
  if (reach !== null) return reach;
  const publishing = publishingOf(estate, registry.cloud);
  const service = serviceObstacle(publishing);
  if (service !== null) return service;
  if (publishing?.authorized === false && !registry.createServiceLinkedRole) {
    return {
      code: "blocked/no-zone-role",
      sentence: `the registry has no role to publish names with, and createServiceLinkedRole forbids registry "${registry.alias}" to make it; create the service-linked role, or allow it`,
    };
  }
  const place = { network: network.id, part };
  const refused = estate.believesRefusals ? refusedLately(estate, registry, place, "attach") : null;
  return refused ?? contestOf(estate, registry, place);
}

/** The registry refused lately to make this link, or to take it away, for a reason that asking again cannot mend. */
export function refusedLately(
  estate: Estate,
  registry: RegistrySettings,
  { network, part }: { readonly network: string; readonly part: Part },
  what: "attach" | "detach",
): Obstacle | null {
  const failures = deploymentLedger(estate, registry)
    .filter((entry) => entry.network === network && entry.part === part)
    .flatMap((entry) => entry.failures);
  const last = lastRefusal(failures, estate.at, (change) => change.startsWith(`${what} `));
  if (last === null) return null;
  const { failure } = last;
  const said = refusalWords(failure);
  // Where nobody tells the quota, a sweep believes the refusal, too: each network that waits would ask in vain.
  const sooner = failure.kind === "exhausted" ? "" : ", or by mooring sweep";
  return {
    code:
      failure.kind === "exhausted"
        ? "blocked/quota-exhausted"
        : failure.kind === "denied"
          ? "blocked/no-permission"
          : what === "attach"
            ? "blocked/attach-refused"
            : "blocked/detach-refused",
    sentence: `registry "${registry.alias}" refused ${what === "attach" ? "the" : "to take away the"} ${part} link at ${last.at}: ${said}; ${remedy(failure)}, and it is asked again an hour after the refusal${sooner}`,
    failure,
  };
}

function remedy(failure: CallFailure): string {
  switch (failure.kind) {
    case "exhausted":
      return "its quota of links is used up: buy more links, or release some";
    case "denied":
      return `the right ${failure.right ?? failure.call} is missing: grant it to the role of this deployment`;
    case "not-found":
    case "conflict":
    case "invalid":
    case "throttled":
    case "expired":
    case "unavailable":
      return "read what the vendor says of the code";
  }
}
