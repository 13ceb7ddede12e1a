import type { Compliance, ExemptNetwork } from "../../model/compliance.ts";
import type { Estate } from "../../model/estate.ts";
import type { Finding } from "../../model/finding.ts";
import type { Instant } from "../../model/known.ts";
import type { Network } from "../../model/network.ts";
import { type RegistrySettings, regionsOf } from "../../model/settings.ts";
import { byText } from "../order.ts";
import { exemptionOf } from "./exemptions.ts";
import { expectedAccounts, expectedByLedger, expectedNetworks, unreadRegions, wasAskedInVain } from "./expectation.ts";
import type { Matched } from "./rules.ts";

/** Where one expected network stands. */
interface Standing {
  readonly account: string;
  readonly network: string;
  readonly state: "moored" | "failing" | "unknown";
  /** In force, of a network that is not moored. */
  readonly exempt: ExemptNetwork | null;
}

/** What an earlier look under the same configuration came to, and how much of it this pass looked at again. */
export interface LastLook {
  readonly compliance: readonly Compliance[];
  /** The region of a network that the last look knew; `null`: it does not tell. */
  readonly regionOf: (network: string) => string | null;
  /** Whether this pass was to look at a network of a region; one that it looked at and did not find is gone. */
  readonly wasInScope: (network: string, region: string) => boolean;
}

/**
 * How many of the networks that must be moored are, for each registry that was looked at as a whole, and each account.
 * Pure; the order of the inputs never changes the result.
 */
export function compliance(estate: Estate, findings: readonly Finding[]): readonly Compliance[] {
  return estate.settings.registries.flatMap((registry) => complianceOf(estate, findings, registry, null) ?? []);
}

/**
 * The same for one registry, with what the last look knew of the networks that this pass did not look at, or asked for
 * in vain: these count as unknown. `null`: parts of it were not looked at and there is no last look, so its numbers would
 * be about nobody knows what.
 */
export function complianceOf(
  estate: Estate,
  findings: readonly Finding[],
  registry: RegistrySettings,
  last: LastLook | null,
): readonly Compliance[] | null {
  const looked = estate.registries.some(({ alias, looked: was }) => alias === registry.alias && was);
  if (!looked || (last === null && !isWhole(estate, registry))) return null;
  const now = standingsNow(estate, findings, registry);
  const seen = new Set(now.map(({ network }) => network));
  const before =
    last === null ? [] : standingsBefore(estate, registry, last).filter(({ network }) => !seen.has(network));
  return counted(registry, [...now, ...before], unreadBy(estate, registry, last));
}

/** Every region of the registry was to be listed to its end. */
function isWhole(estate: Estate, registry: RegistrySettings): boolean {
  return regionsOf(registry).every((region) =>
    estate.regions.some((view) => view.cloud === registry.cloud && view.region === region && view.ids === null),
  );
}

function standingsNow(estate: Estate, findings: readonly Finding[], registry: RegistrySettings): readonly Standing[] {
  const states = new Map<string, Finding["state"][]>();
  for (const { registry: alias, network, state } of findings)
    if (alias === registry.alias) states.set(network, [...(states.get(network) ?? []), state]);
  const exemptOf = (network: Matched) => exemptIn(estate, registry, network);
  const listed = expectedNetworks(estate, registry).map((network: Network): Standing => {
    const said = states.get(network.id) ?? [];
    const { account, id } = network;
    if (said.length > 0 && said.every((state) => state === "moored"))
      return { account, network: id, state: "moored", exempt: null };
    const state = said.length === 0 || said.includes("unknown") ? "unknown" : "failing";
    return { account, network: id, state, exempt: exemptOf(network) };
  });
  const seen = new Set(listed.map(({ network }) => network));
  const remembered = new Map(
    expectedByLedger(estate, registry)
      .filter(({ network }) => !seen.has(network))
      .map(({ account, region, network }): [string, Standing] => {
        const exempt = exemptOf({ account, region, id: network, resourceGroup: "", tags: {} });
        return [network, { account, network, state: "unknown", exempt }];
      }),
  );
  return [...listed, ...remembered.values()];
}

function exemptIn(estate: Estate, registry: RegistrySettings, network: Matched): ExemptNetwork | null {
  const exemption = exemptionOf(estate.settings, network, registry, estate.at);
  if (exemption === null) return null;
  const { reason, owner, until } = exemption;
  return { network: network.id, reason, owner, until };
}

function standingsBefore(estate: Estate, registry: RegistrySettings, last: LastLook): readonly Standing[] {
  return last.compliance
    .filter(({ registry: alias }) => alias === registry.alias)
    .flatMap((row) => {
      const unknown = new Set(row.networks.unknown);
      const { account } = row;
      return [
        ...row.networks.moored.map((network): Standing => ({ account, network, state: "moored", exempt: null })),
        ...row.networks.exempt.map((exempt): Standing => exemptBefore(account, exempt, estate.at)),
        ...row.networks.failing.map(
          (network): Standing => ({
            account,
            network,
            state: unknown.has(network) ? "unknown" : "failing",
            exempt: null,
          }),
        ),
      ];
    })
    .flatMap((standing) => {
      const { account, network } = standing;
      const region = last.regionOf(network);
      const regions = region === null ? regionsOf(registry) : [region];
      if (regions.some((one) => wasAskedInVain(estate, registry, one, network))) {
        const known = { account, region: region ?? "", id: network, resourceGroup: "", tags: {} };
        return [
          { ...standing, state: "unknown" as const, exempt: standing.exempt ?? exemptIn(estate, registry, known) },
        ];
      }
      // Of a network that was looked for and is not among those of now, nothing is expected any more.
      return regions.every((one) => last.wasInScope(network, one)) ? [] : [standing];
    });
}

/** An exemption ends also while nobody looks. */
function exemptBefore(account: string, exempt: ExemptNetwork, at: Instant): Standing {
  const { network, until } = exempt;
  return { account, network, state: "failing", exempt: at < until ? exempt : null };
}

/** Regions that could not be listed, now or when they were last looked at, by account. */
function unreadBy(
  estate: Estate,
  registry: RegistrySettings,
  last: LastLook | null,
): (account: string) => readonly string[] {
  const now = unreadRegions(estate, registry);
  const listed = new Set(
    estate.regions
      .filter(({ cloud, ids, networks }) => cloud === registry.cloud && ids === null && networks.known)
      .map(({ region }) => region),
  );
  return (account) => {
    const row = last?.compliance.find((one) => one.registry === registry.alias && one.account === account);
    const before = (row?.unread ?? []).filter((region) => !listed.has(region));
    if ((row?.expected ?? 0) === 0 && isOutOfSight(estate, registry, account)) return [...regionsOf(registry)].sort();
    return [...new Set([...now, ...before])].sort();
  };
}

/**
 * An account that is expected by its number, whose networks no listing shows: the listings are another account's, which
 * sees others' networks only where they are shared with it.
 */
function isOutOfSight(estate: Estate, { cloud, expect }: RegistrySettings, account: string): boolean {
  const own = estate.accounts.find((view) => view.cloud === cloud)?.account;
  if (expect?.accounts.includes(account) !== true || own?.known !== true || own.value === account) return false;
  return !estate.regions.some(
    (view) => view.cloud === cloud && view.networks.known && view.networks.value.some((one) => one.account === account),
  );
}

function counted(
  registry: RegistrySettings,
  standings: readonly Standing[],
  unreadOf: (account: string) => readonly string[],
): readonly Compliance[] {
  const silent = expectedAccounts(registry).filter((account) => unreadOf(account).length > 0);
  const accounts = [...new Set([...standings.map(({ account }) => account), ...silent])].sort(byText);
  return accounts.map((account) => {
    const own = standings
      .filter((standing) => standing.account === account)
      .sort((a, b) => byText(a.network, b.network));
    const moored = own.filter(({ state, exempt }) => state === "moored" && exempt === null);
    const exempt = own.flatMap((standing) => (standing.exempt === null ? [] : [standing.exempt]));
    const failing = own.filter((standing) => standing.state !== "moored" && standing.exempt === null);
    const unknown = failing.filter(({ state }) => state === "unknown");
    const ids = (of: readonly Standing[]) => of.map(({ network }) => network);
    return {
      registry: registry.alias,
      account,
      expected: own.length,
      moored: moored.length,
      exempt: exempt.length,
      failing: failing.length,
      unknown: unknown.length,
      networks: { moored: ids(moored), exempt, failing: ids(failing), unknown: ids(unknown) },
      unread: unreadOf(account),
    };
  });
}
