import type { Estate } from "../../model/estate.ts";
import type { Part } from "../../model/link.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { byText } from "../order.ts";
import { otherDeployment } from "./ownership.ts";

/** Why a link is left alone that is not in this deployment's ledger, as the beginning of a sentence. */
export function whoseLink(part: Part, other: string | null): string {
  return other === null ? `the ${part} link is ${nobodys}` : `deployment "${other}" has the ${part} link in its ledger`;
}

/**
 * Whose the links of these parts are, none of them this deployment's, who looks after their names, and how to take them
 * over.
 */
export function notOwnedWords(
  estate: Estate,
  registry: Pick<RegistrySettings, "alias" | "instance">,
  network: string,
  parts: readonly Part[],
): string {
  const byHolder = new Map<string | null, Part[]>();
  for (const part of parts) {
    const holder = otherDeployment(estate, { instance: registry.instance, network, part });
    byHolder.set(holder, [...(byHolder.get(holder) ?? []), part]);
  }
  return [...byHolder]
    .sort(([a], [b]) => byText(a ?? "", b ?? ""))
    .map(([holder, held]) => {
      const [links, it] = [linkWords(held), held.length === 1 ? "it" : "them"];
      if (holder !== null)
        return `deployment "${holder}" has ${links} in its ledger, so this one repairs no name of ${it}`;
      const are = held.length === 1 ? "is" : "are";
      return `${links} ${are} ${nobodys}, so no name of ${it} is repaired: "mooring adopt ${network} --registry ${registry.alias}" takes ${it} over`;
    })
    .join("; ");
}

const nobodys = "not in Mooring's ledger (made by somebody else, or released)";

function linkWords(parts: readonly Part[]): string {
  return parts.length === 1 ? `the ${parts.join()} link` : `the ${parts.join(" and ")} links`;
}

/**
 * The command by which links are forgotten, in quotes.
 * @param which `network: null`: all of the registry's; `part: null`: of every part.
 */
export function releaseCommandFor(which: {
  readonly network: string | null;
  /** An alias; the instance id of a registry that left the configuration. */
  readonly registry: string;
  readonly part: Part | null;
  readonly deployment: string;
}): string {
  const { network, registry, part, deployment } = which;
  const words = [
    `mooring release ${network ?? "--all"} --registry ${registry}`,
    ...(part === null ? [] : [`--part ${part}`]),
    `--deployment ${deployment}`,
  ];
  return `"${words.join(" ")}"`;
}
