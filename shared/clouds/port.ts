import type { Log } from "../kernel/log.ts";
import type { Change, WriteResult } from "../model/change.ts";
import type { Instance, PartView, Publishing, Quota, ResolutionView, ZoneAccount, ZoneEdit } from "../model/estate.ts";
import type { CallFailure, Instant } from "../model/known.ts";
import type { Part } from "../model/link.ts";
import type { NameKind } from "../model/name.ts";
import type { CloudName, Network, Subnet } from "../model/network.ts";

/** One registry as a driver needs to know it. */
export interface RegistryRef {
  readonly alias: string;
  readonly instance: string;
  readonly region: string;
}

export interface CallContext {
  readonly log: Log;
  /** Aborted at the pass's deadline. */
  readonly signal: AbortSignal;
  /** Asked before each call that writes; absent where nobody can stop one. */
  readonly turns?: WriteTurns;
}

/** Whether the calls of one change may go on: a change may take several, and somebody may pause between two. */
export interface WriteTurns {
  /** Before each request of a call that writes, repeated ones included; throws `WriteStopped`. */
  before(): Promise<void>;
  /** What was sent after `before` was refused, and changed nothing. */
  refused(): void;
}

/** Somebody stopped a change before its next call; what was not begun was not written to at all. */
export class WriteStopped extends Error {
  override readonly name = "WriteStopped";
  readonly code: string;
  readonly begun: boolean;
  constructor({
    code,
    sentence,
    begun,
  }: { readonly code: string; readonly sentence: string; readonly begun: boolean }) {
    super(sentence);
    this.code = code;
    this.begun = begun;
  }
}

/** A name to be looked at in one network. */
export interface NameTarget {
  readonly registry: RegistryRef;
  readonly network: string;
  /** The network's region. */
  readonly region: string;
  readonly part: Part;
  readonly name: string;
  /** A `custom` name has no switch, and its zones are answered with every record they hold, not only the name's. */
  readonly kind: NameKind;
  /** The link's, or the one the name was published with where the link is gone. */
  readonly address: string;
  /** What the lists showed when the name was last read and found in order (`NameReading.mark`). */
  readonly seen?: string;
  /**
   * The ids of the zones that it was answered from. Where they are given, zones that are neither among them nor bound to
   * the network may be left out of what is read.
   */
  readonly zones?: readonly string[];
  /** The ids of the zones that answered it, or that Mooring made for it: one that no list shows is gone only by its id. */
  readonly remembered?: readonly string[];
}

/** What was read of one name. */
export interface NameReading extends ResolutionView {
  /**
   * What the lists showed of everything that could answer the name: the same for as long as they show no change. Absent
   * where the lists show too little to tell.
   */
  readonly mark?: string;
  /** The lists show what the target's `seen` says, so nothing more was read, and the resolution is unknown. */
  readonly unchanged?: true;
}

/** A zone that somebody changed, or in which somebody changed a record. */
export interface ChangedZone {
  /** `null`: only a name is told. */
  readonly id: string | null;
  /** The zone's name, or the full name of a record in it; `null`: only the id is told. */
  readonly name: string | null;
  /** `null`: the log does not tell when. */
  readonly at: Instant | null;
}

/** How far a zone reaches: it can answer its own name and those below it, in the networks it is bound to. */
export interface ZoneReach {
  readonly id: string;
  readonly name: string;
  readonly networks: readonly string[];
}

/** Which zones were changed by anybody since a moment, as far as the vendor's change log tells. */
export interface ZoneChanges {
  readonly zones: readonly ChangedZone[];
  /** The log was read to its end up to this moment. */
  readonly through: string;
}

/**
 * The reads of a cloud. Every method throws `CloudError` when the vendor did not answer with the fact; an answer that
 * says "none" is an empty list or `null`, never an error, and the other way round.
 * A driver lists to the end or throws: no method ever answers a part of a list.
 */
export interface ObservingCloud {
  readonly cloud: CloudName;
  /** The account the credentials belong to. */
  account(context: CallContext): Promise<string>;
  /** All networks of a region, or those of `ids` that exist. */
  networks(
    scope: { readonly region: string; readonly ids: readonly string[] | null },
    context: CallContext,
  ): Promise<readonly Network[]>;
  subnets(
    scope: { readonly region: string; readonly network: string },
    context: CallContext,
  ): Promise<readonly Subnet[]>;
  /** Whether the registry can publish names in the account's networks. */
  publishing(context: CallContext): Promise<Publishing>;
  /** How many zones the account has, how many it may have, and how the vendor wants them laid out. */
  zoneAccount(context: CallContext): Promise<ZoneAccount>;
  /** The last changes of each of these zones, newest first; none where the vendor keeps no log of them. */
  zoneEdits(zones: readonly string[], context: CallContext): Promise<readonly ZoneEdit[]>;
  instance(registry: RegistryRef, context: CallContext): Promise<Instance>;
  /** `null` where nothing is known; what the vendor only publishes for an edition is marked as assumed. */
  quota(registry: RegistryRef, context: CallContext): Promise<Quota | null>;
  /** The names and links of one part. */
  part(registry: RegistryRef, part: Part, context: CallContext): Promise<PartView>;
  /** One view a target, in their order, over all registries at once so that no zone is read twice; what could not be read is unknown in its own view. */
  resolutions(targets: readonly NameTarget[], context: CallContext): Promise<readonly NameReading[]>;
  /** How far the zones of these ids reach; those that are gone are left out. */
  zoneReach(zones: readonly string[], context: CallContext): Promise<readonly ZoneReach[]>;
  /** `null`: this cloud keeps no log, or none that reaches back so far. */
  zoneChanges(since: string, context: CallContext): Promise<ZoneChanges | null>;
}

/** A cloud that may also be written to. A pass in mode `observe` is never handed one. */
export interface WritingCloud extends ObservingCloud {
  /**
   * One write. Reads its target again first and writes only what the change was planned from; safe to repeat.
   * Throws `CloudError`; after an ambiguous failure (no answer) the caller reads again before it believes anything.
   */
  write(change: Change, context: CallContext): Promise<WriteResult>;
}

/** The one error of drivers; retry, report and exit code follow from `failure.kind` alone. */
export class CloudError extends Error {
  override readonly name = "CloudError";
  readonly failure: CallFailure;
  constructor(failure: CallFailure, options?: ErrorOptions) {
    super(
      `${failure.call} failed: ${failure.code} ${failure.message}${failure.requestId === undefined ? "" : ` (request ${failure.requestId})`}`,
      options,
    );
    this.failure = failure;
  }
}
