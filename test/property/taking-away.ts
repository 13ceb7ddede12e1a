import { expect } from "vitest";
import { type Change, changeKey } from "../../shared/model/change.ts";
import type { Estate } from "../../shared/model/estate.ts";
import { elapsed, known, unknown } from "../../shared/model/known.ts";
import { guard } from "../../shared/plan/guard.ts";
import { isOwned } from "../../shared/plan/link/ownership.ts";
import { plan } from "../../shared/plan/plan.ts";
import { wantOf } from "../../shared/plan/wish/want.ts";
import { theValue } from "./seas.ts";

const day = 24 * 3_600_000;

/** The changes that a pass in mode full would make. */
export function allowed(estate: Estate): readonly Change[] {
  return guard(plan(estate), estate, "full").changes;
}

function ownNetworks(estate: Estate) {
  return estate.regions.flatMap(({ networks }) => (networks.known ? networks.value : []));
}

/** Whether the change takes something of a network away that does not wish for its registry. */
export function takesAway(estate: Estate, change: Change): boolean {
  if (change.kind === "detach") return true;
  if (!["switch-off", "delete-zone", "delete-record"].includes(change.kind)) return false;
  const network = ownNetworks(estate).find(({ id }) => id === change.network);
  const registry = estate.settings.registries.find(({ alias }) => alias === change.registry);
  if (registry === undefined) return false;
  return network === undefined || wantOf(network, registry, estate.settings) !== "wished";
}

/** Every detach has an entry, a network that was read by its id and wishes for nothing, its grace behind it, and a place. */
export function expectRightful(estate: Estate, changes: readonly Change[]): number {
  const detaches = changes.filter(({ kind }) => kind === "detach");
  for (const change of detaches) {
    const entry = theValue(estate.ledger).find(
      (one) => one.registry === change.instance && one.network === change.network && one.part === change.part,
    );
    if (entry === undefined) throw new Error(`${changeKey(change)} has no entry`);
    expect(isOwned(entry) && entry.deployment === estate.deployment).toBe(true);
    const registry = estate.settings.registries.find(({ alias }) => alias === change.registry);
    const network = estate.reread
      .flatMap(({ networks }) => (networks.known ? networks.value : []))
      .find(({ id }) => id === change.network);
    if (registry === undefined || network === undefined) throw new Error(`${changeKey(change)} was not read by its id`);
    const want = wantOf(network, registry, estate.settings);
    expect(["off", "absent"]).toContain(want);
    if (want === "absent")
      expect(elapsed(entry.leavingSince ?? estate.at, estate.at)).toBeGreaterThanOrEqual(
        estate.settings.limits.graceHours * 3_600_000,
      );
  }
  const all = theValue(estate.detachments).filter(({ at }) => elapsed(at, estate.at) < day);
  const places = new Set(all.map(({ registry, network, part }) => `${registry} ${network} ${part}`));
  for (const { instance, network, part } of detaches) places.add(`${instance} ${network} ${part}`);
  if (detaches.length > 0) {
    const own = [...places].filter((place) => detaches.some(({ instance }) => place.startsWith(`${instance} `)));
    expect(own.length).toBeLessThanOrEqual(Math.max(estate.settings.limits.detachesPerDay, all.length));
  }
  return detaches.length;
}

/** The same estate with one of the lists that a detach depends on not read, or empty. */
export function withoutLists(estate: Estate): readonly (readonly [string, Estate])[] {
  const nobody = "a page was not answered";
  const parts = (change: (links: readonly unknown[]) => "unknown" | "empty"): Estate["registries"] =>
    estate.registries.map((registry) => ({
      ...registry,
      parts: registry.parts.map(({ part, view }) => ({
        part,
        view:
          !view.known || change(view.value.links) === "unknown"
            ? unknown(nobody)
            : { ...view, value: { ...view.value, links: [] } },
      })),
    }));
  return [
    ["networks not read", { ...estate, regions: estate.regions.map((one) => ({ ...one, networks: unknown(nobody) })) }],
    [
      "networks not counted",
      { ...estate, listed: estate.listed.map((one) => ({ ...one, networks: unknown(nobody) })) },
    ],
    ["networks not listed", { ...estate, listed: [] }],
    [
      "networks empty",
      {
        ...estate,
        regions: estate.regions.map((one) => ({ ...one, networks: known([], estate.at) })),
        listed: estate.listed.map((one) => ({ ...one, networks: known(0, estate.at) })),
      },
    ],
    ["links not read", { ...estate, registries: parts(() => "unknown") }],
    // A link whose detach was announced may be gone indeed.
    ["links empty", { ...estate, registries: parts(() => "empty"), detachments: known([], estate.at) }],
    ["ledger not read", { ...estate, ledger: unknown(nobody) }],
    ["ledger empty", { ...estate, ledger: known([], estate.at) }],
    ["inventory not read", { ...estate, inventory: unknown(nobody) }],
    ["inventory empty", { ...estate, inventory: known([], estate.at) }],
    ["announcements not read", { ...estate, detachments: unknown(nobody) }],
  ];
}
