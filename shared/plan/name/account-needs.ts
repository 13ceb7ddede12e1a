import type { Change } from "../../model/change.ts";
import type { Estate } from "../../model/estate.ts";
import type { CloudName } from "../../model/network.ts";
import { plan } from "../plan.ts";
import { makesZones } from "./own-zones.ts";

/** Writes that come to nothing while the account's private DNS is closed. */
const nameWrites: ReadonlySet<Change["kind"]> = new Set([
  "switch-on",
  "create-record",
  "correct-record",
  "enable-record",
  "delete-record",
  "set-fall-through",
  "bind-zone",
  "create-zone",
  "delete-zone",
]);

/**
 * Names that a role, or a zone of Mooring's own, is to be made for, and those that are as they are where private DNS is
 * closed: no zone was made, or the vendor cannot say.
 */
const wanting: ReadonlySet<string> = new Set([
  "blocked/no-zone-role",
  "unknown/zone-account",
  "drifted/zone-missing",
  "drifted/switch-error",
  "unknown/resolution",
]);

/**
 * Clouds whose account must be asked about before anything is written: a zone that went with a service that was closed
 * is not made again, and a role that is there is not missing.
 */
export function accountsToAsk(estate: Estate): ReadonlySet<CloudName> {
  if (estate.registries.every(({ resolutions }) => resolutions.length === 0)) return new Set();
  const { changes, findings } = plan(estate);
  const names = findings.flatMap(({ cloud, parts }) =>
    parts.flatMap((part) => part.names).map(({ code }) => ({ cloud, code })),
  );
  return new Set([
    ...changes.filter(({ kind }) => nameWrites.has(kind)).map(({ cloud }) => cloud),
    ...names.filter(({ code }) => wanting.has(code)).map(({ cloud }) => cloud),
  ]);
}

/**
 * Clouds whose number of zones must be known: where one is to be made now, and where a look is to tell what they cost.
 * @param whole the look is one at everything, once a day.
 */
export function zoneAccountsToAsk(estate: Estate, whole: boolean): ReadonlySet<CloudName> {
  const making = estate.settings.registries.filter(makesZones);
  if (making.length === 0) return new Set();
  if (whole) return new Set(making.map(({ cloud }) => cloud));
  if (estate.registries.every(({ resolutions }) => resolutions.length === 0)) return new Set();
  const { changes, held, findings } = plan(estate);
  const unknown = findings.filter(({ parts }) =>
    parts.some(({ names }) => names.some(({ code }) => code === "unknown/zone-account")),
  );
  const planned = [...changes, ...held.map(({ change }) => change)].filter(({ kind }) => kind === "create-zone");
  return new Set([...unknown, ...planned].map(({ cloud }) => cloud));
}
