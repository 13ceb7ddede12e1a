import type { Detach } from "../../model/change.ts";
import type { Estate, RegistryView } from "../../model/estate.ts";
import type { NameFinding, PartFinding, State } from "../../model/finding.ts";
import { worst } from "../../model/finding.ts";
import { elapsed } from "../../model/known.ts";
import type { HeldChange } from "../../model/plan.ts";
import type { RegistrySettings } from "../../model/settings.ts";
import { onceWithout } from "../limits/overrides.ts";
import { publishingOf, refusedLately } from "../link/preconditions.ts";
import type { PartPlan } from "../pair-plan.ts";
import { doubtAboutDetach } from "./detach-limits.ts";
import { goingTime, type LeavingLink } from "./leaving.ts";
import { isSilencedFirst, silenceOf } from "./silence.ts";
import type { LeavingName } from "./zone-removal.ts";

/** A link that is neither ready nor going is waited for so long, milliseconds; then it is taken away as it is. */
const stuckTime = 15 * 60_000;

const codes: Readonly<Record<LeavingLink["why"], string>> = {
  off: "leaving/off",
  "tag-absent": "leaving/tag-absent",
  "network-gone": "leaving/network-gone",
};

/**
 * What one link that nobody wishes for comes to. Where the vendor needs it, names are turned off and seen to be off before
 * the link goes; the link goes with its own subnet; what it leaves behind is put away once it is seen to be gone.
 * @param removed the names of the link that leave a zone of Mooring's own.
 */
export function planLeaving(
  estate: Estate,
  registry: RegistrySettings,
  view: RegistryView,
  leaving: LeavingLink,
  removed: readonly LeavingName[],
): Omit<PartPlan, "names"> {
  const { entry, link, isDue, isProven, isBegun, dueAt } = leaving;
  const { at } = estate;
  const why = reason(estate, registry, leaving);
  const say = (state: State, code: string, sentence: string, names: readonly NameFinding[] = []): PartFinding => ({
    part: entry.part,
    state,
    code,
    sentence,
    subnet: link.subnet,
    address: link.address.known ? link.address.value : null,
    owned: true,
    names,
  });
  const only = (finding: PartFinding) => ({ finding, changes: [], held: [] });
  const ownCode = codes[leaving.why];
  if (!isDue) {
    const when = registry.mode === "full" ? "will be detached after" : `would be detached in mode full after`;
    return only(
      say(
        "leaving",
        ownCode,
        `${why}; its link ${when} ${dueAt} unless the wish comes back before; ${onceWithout("grace-hours")}`,
      ),
    );
  }
  const { detachingSince } = entry;
  const isGoing = detachingSince !== undefined && elapsed(detachingSince, at) < goingTime;
  const isSettled = (link.state === "ready" && link.address.known) || isStuck(leaving, at);
  if (isGoing || (detachingSince !== undefined && !isSettled)) {
    const sentence = `${why}; the registry was asked at ${detachingSince} to take the link away, and it shows ${link.vendorState} still`;
    return only(say("leaving", "leaving/detaching", sentence));
  }
  if (!isSettled) {
    const sentence = `${why}; the link through ${link.subnet} is ${link.vendorState}, and goes once that is settled`;
    return only(say("leaving", ownCode, sentence));
  }
  const refused = estate.believesRefusals ? refusedLately(estate, registry, entry, "detach") : null;
  if (refused !== null) {
    const finding = say("blocked", refused.code, `${why}; ${refused.sentence}`);
    return only(refused.failure === undefined ? finding : { ...finding, failure: refused.failure });
  }
  const change: Detach = {
    kind: "detach",
    registry: registry.alias,
    cloud: registry.cloud,
    instance: registry.instance,
    network: entry.network,
    account: leaving.network.account,
    region: leaving.network.region,
    part: entry.part,
    subnet: link.subnet,
    address: link.address.known ? link.address.value : null,
    because: why,
  };
  if (!isProven) {
    const held: HeldChange = { change, ...doubtAboutDetach(estate, registry, leaving) };
    return { finding: say("held", held.code, `${why}; ${held.sentence}`), changes: [], held: [held] };
  }
  const begun = isBegun ? "leaving/detaching" : ownCode;
  if (isSilencedFirst(registry)) {
    const { silent, findings, changes } = silenceOf(registry, view, leaving, publishingOf(estate, registry.cloud), at);
    const waiting = removed.filter(({ finding, changes: left }) => left.length > 0 || finding.state === "unknown");
    if (!silent || waiting.length > 0) {
      const state = worst(["leaving", ...findings.map((name) => name.state)]);
      const leading = findings.find((name) => name.state === state && state !== "leaving");
      const first = leading?.sentence ?? "what answers its names is taken away first, then the link";
      return {
        finding: say(state, leading?.code ?? begun, `${why}; ${first}`, findings),
        changes,
        held: [],
      };
    }
  }
  return {
    finding: say("leaving", begun, `${why}; its link through ${link.subnet} is to be detached`),
    changes: [change],
    held: [],
  };
}

/** It neither became ready nor went for so long that it is taken away as it is. */
function isStuck({ entry }: LeavingLink, at: string): boolean {
  // A link that was ready once began to change when it was first seen to.
  const made = entry.address === null ? (entry.intentAt ?? entry.attachedAt) : (entry.changingSince ?? null);
  const began = entry.detachingSince ?? made;
  return began !== null && elapsed(began, at) >= stuckTime;
}

function reason(estate: Estate, registry: RegistrySettings, { why, network }: LeavingLink): string {
  const { tag } = estate.settings;
  switch (why) {
    case "off":
      return `the tag ${tag}=off asks for release`;
    case "tag-absent":
      return `the network no longer wishes for registry "${registry.alias}"`;
    case "network-gone":
      return `no listing shows network ${network.id} any more, and registry "${registry.alias}" links it still`;
  }
}
