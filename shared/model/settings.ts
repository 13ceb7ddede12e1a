import type { Instant } from "./known.ts";
import type { Part } from "./link.ts";
import type { NameKind } from "./name.ts";
import type { CloudName } from "./network.ts";

/** What may be written, weakest first; the effective mode is the lower of the deployment's and the registry's. */
export const modes = ["observe", "attach", "repair", "full"] as const;
export type Mode = (typeof modes)[number];

interface Accept {
  readonly accounts: readonly string[];
  /** Empty: every region the registry can link. */
  readonly regions: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Which networks a rule or an exemption is about: every field that names something must fit; an empty one fits all. */
export interface NetworkMatch {
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** Network ids. */
  readonly networks: readonly string[];
  readonly resourceGroups: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Aliases. */
  readonly registries: readonly string[];
}

/** `ask`: a new link waits until somebody approves it. */
export const ruleOutcomes = ["accept", "ask", "reject"] as const;
type RuleOutcome = (typeof ruleOutcomes)[number];

/** One of the ordered rules that refine what a registry accepts. The first one that matches decides. */
export interface Rule {
  /** What reports call it by. */
  readonly name: string;
  readonly match: NetworkMatch;
  readonly outcome: RuleOutcome;
  /** Who comes first when not all can be linked: the higher number. */
  readonly priority: number;
}

/** Networks that need not be moored although they are expected, for a while. It changes what is counted, never a write. */
export interface Exemption {
  readonly match: NetworkMatch;
  readonly reason: string;
  /** Who answers for it, for people. */
  readonly owner: string;
  /** Before this moment it is not in force yet; `null`: it always was. */
  readonly from: Instant | null;
  /** From this moment on it is in force no more. */
  readonly until: Instant;
}

export interface SubnetPolicy {
  /** Free addresses that must be left after one was taken. */
  readonly reserve: number;
  /** Availability zones, most preferred first. */
  readonly zones: readonly string[];
}

/** Repairs that somebody must allow: they write more than a record, or where others are. */
export const optIns = ["recreate-zone", "shared-zone"] as const;
export type OptIn = (typeof optIns)[number];

/** A name of the user's own that must resolve to the link, in zones that Mooring makes. */
export interface CustomDomain {
  /** Lower case, no trailing dot. */
  readonly name: string;
  /** What somebody registered: `example.com.cn` for `registry.corp.example.com.cn`. */
  readonly mainDomain: string;
}

export interface RegistrySettings {
  readonly alias: string;
  readonly cloud: CloudName;
  readonly region: string;
  readonly instance: string;
  readonly parts: readonly Part[];
  /** Regions of its replicas: networks there are linked as well. */
  readonly replicas: readonly string[];
  /** Which of its names are published in a network. */
  readonly names: readonly NameKind[];
  readonly customDomains: readonly CustomDomain[];
  readonly optIn: readonly OptIn[];
  readonly mode: Mode;
  readonly accept: Accept;
  /** Networks that wish by tags the company already has; `null`: only the wish tag counts. */
  readonly select: { readonly tags: Readonly<Record<string, string>> } | null;
  /** Networks that must be moored, tagged or not: it never attaches, it reports. No accounts means those accepted. */
  readonly expect: Accept | null;
  readonly subnets: SubnetPolicy;
  /** Links the registry may have, where the vendor does not say. */
  readonly quota: number | null;
  readonly createServiceLinkedRole: boolean;
  /** Resolvers of the company's own that ask the provider's for the registry's names. */
  readonly forwardingResolvers: readonly string[];
}

export interface Limits {
  /** Links in transition plus new ones. */
  readonly inTransition: number;
  /** Times that links may be asked for within 24 hours. */
  readonly attachesPerDay: number;
  /** Failed writes of one network within an hour that stop its writes, and networks with one that stop a registry's. */
  readonly failedWritesPerHour: number;
  /** Repairs of one name, or losses of one link, within 24 hours after which it is contested. */
  readonly repairsPerDay: number;
  /** Names that may be moved to a new address of their link within an hour. */
  readonly repointsPerHour: number;
  /** Links that may be detached within 24 hours. */
  readonly detachesPerDay: number;
  /** How long a network may wish for nothing before its link is detached; hours. A tag that says `off` does not wait. */
  readonly graceHours: number;
  /** How long an approval holds; hours. */
  readonly approvalHours: number;
}

/** Protections without a number, which an override can set aside for one pass. */
export const protections = ["canary", "inventory"] as const;
export type Protection = (typeof protections)[number];

export interface Settings {
  readonly version: 1;
  /** Of the text it was read from, named in every report. */
  readonly hash: string;
  /** The tag key by which a network wishes. */
  readonly tag: string;
  readonly registries: readonly RegistrySettings[];
  /** In order; `null`: what a registry accepts decides alone. With rules, a network that matches none is rejected. */
  readonly rules: readonly Rule[] | null;
  readonly exemptions: readonly Exemption[];
  readonly limits: Limits;
  /** What somebody set aside for this pass alone; in no configuration. */
  readonly setAside?: readonly Protection[];
}

/** Every region whose networks the configuration lets a registry link: its own first. */
export function regionsOf(registry: Pick<RegistrySettings, "region" | "replicas">): readonly string[] {
  return [registry.region, ...registry.replicas];
}

export function lowerMode(a: Mode, b: Mode): Mode {
  return modes.indexOf(a) <= modes.indexOf(b) ? a : b;
}
