import type { LedgerEntry } from "../shared/model/ledger.ts";
import type { RegistrySettings } from "../shared/model/settings.ts";

/** Networks that are moored from the beginning, and everything that says so. */
export interface Sea {
  /** Text of a world file. */
  readonly world: string;
  /** Text of `mooring.yaml`. */
  readonly configuration: string;
  /** What the ledger knows, as if Mooring had made the links. */
  readonly entries: readonly LedgerEntry[];
  readonly berths: readonly Berth[];
}

/** One network with its link. */
export interface Berth {
  readonly registry: string;
  /** The registry's id. */
  readonly instance: string;
  readonly network: string;
  readonly subnet: string;
  readonly address: string;
  /** The registry's name that must resolve in it. */
  readonly name: string;
  /** The zone that answers it, where it is known beforehand. */
  readonly zone: string | null;
}

/** Letters and digits for a number, as ids have them, always as long. */
export function mark(prefix: string, index: number, length = 8): string {
  return `${prefix}${index.toString(36).padStart(length, "0")}`;
}

/** Blocks of 256 addresses that do not overlap. */
export function blockOf(index: number): {
  readonly network: string;
  readonly subnet: string;
  readonly address: string;
} {
  const [high, low] = [Math.floor(index / 256), index % 256];
  return { network: `10.${high}.${low}.0/24`, subnet: `10.${high}.${low}.0/24`, address: `10.${high}.${low}.10` };
}

export function configurationOf(
  registries: readonly Pick<RegistrySettings, "alias" | "cloud" | "region" | "instance">[],
  account: string,
  more: (registry: number) => readonly string[] = () => [],
): string {
  const each = registries.map(
    ({ alias, cloud, region, instance }, index) => `  ${alias}:
    cloud: ${cloud}
    region: ${region}
    instance: ${instance}
    parts: [registry]
    mode: repair
    accept:
      accounts: ["${account}"]
${more(index)
  .map((line) => `    ${line}\n`)
  .join("")}`,
  );
  return `version: 1\nregistries:\n${each.join("")}limits:\n  inTransition: 100\n  attachesPerDay: 10000\n`;
}

const long = "2026-01-01T00:00:00.000Z";

/** The entry of a link that was attached and verified long ago; `published`: by a switch. */
export function entryOf(
  { instance, network, subnet, address, name }: Berth,
  place: Pick<LedgerEntry, "cloud" | "account" | "region">,
  published: boolean,
): LedgerEntry {
  return {
    ...place,
    version: 1,
    deployment: "mooring",
    registry: instance,
    network,
    part: "registry",
    subnet,
    address,
    moved: null,
    names: published
      ? [
          {
            name,
            kind: "vpc",
            region: place.region,
            address,
            publishedAt: long,
            withdrawnAt: null,
            ownZone: null,
            baseline: null,
          },
        ]
      : [],
    intentAt: long,
    intentBy: "bench",
    attachedAt: long,
    verifiedAt: long,
    leavingSince: null,
    repairs: [],
    failures: [],
  };
}
