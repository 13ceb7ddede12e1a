import type { CallFailure } from "./known.ts";
import type { Part } from "./link.ts";
import type { NameKind } from "./name.ts";
import type { CloudName } from "./network.ts";
import type { ZoneBinding, ZoneRecord } from "./zone.ts";

interface ChangeTarget {
  /** The registry's alias. */
  readonly registry: string;
  readonly cloud: CloudName;
  /** The registry's instance id. */
  readonly instance: string;
  readonly network: string;
  readonly account: string;
  readonly region: string;
  readonly part: Part;
  /** Why, as a sentence for people. */
  readonly because: string;
}

export interface Attach extends ChangeTarget {
  readonly kind: "attach";
  readonly subnet: string;
  /** The registry may create the role it needs to publish names. */
  readonly createServiceLinkedRole: boolean;
}

/** Takes the registry's entry for one network and part away. Its names are silenced before or after, as the vendor needs. */
export interface Detach extends ChangeTarget {
  readonly kind: "detach";
  /** The link's own subnet, as it was seen; a vendor that takes no other refuses any other. */
  readonly subnet: string;
  /** The link's address as it was seen; `null` where it had none. */
  readonly address: string | null;
}

interface NameTarget extends ChangeTarget {
  readonly name: string;
  /** The link has a new address and the name is moved to it, which has limits of its own. */
  readonly repoints: boolean;
}

interface ResolutionTarget extends NameTarget {
  readonly zone: string;
  readonly zoneName: string;
  /** The zone's revision the change was planned from; part of the idempotency token. */
  readonly revision: string;
}

export interface CreateRecord extends ResolutionTarget {
  readonly kind: "create-record";
  readonly want: { readonly host: string; readonly type: string; readonly value: string; readonly ttl: number };
}

export interface CorrectRecord extends ResolutionTarget {
  readonly kind: "correct-record";
  readonly have: ZoneRecord;
  readonly want: { readonly host: string; readonly type: string; readonly value: string; readonly ttl: number };
}

export interface EnableRecord extends ResolutionTarget {
  readonly kind: "enable-record";
  readonly have: ZoneRecord;
}

export interface DeleteRecord extends ResolutionTarget {
  readonly kind: "delete-record";
  readonly have: ZoneRecord;
}

export interface BindZone extends ResolutionTarget {
  readonly kind: "bind-zone";
  /** The whole set as it was observed; the vendor replaces it as a whole. */
  readonly have: readonly ZoneBinding[];
  /** The whole set as it shall be; never empty. */
  readonly want: readonly ZoneBinding[];
}

interface SwitchTarget extends NameTarget {
  readonly nameKind: NameKind;
  /** Publishes the name for the first time, which is no repair. */
  readonly first: boolean;
}

export interface SwitchOn extends SwitchTarget {
  readonly kind: "switch-on";
  /** The link's address, which the name is published with. */
  readonly address: string;
}

export interface SwitchOff extends SwitchTarget {
  readonly kind: "switch-off";
  /** The address the name was published with, which the vendor wants to hear again. */
  readonly address: string;
  /** Under which region; not always the network's. */
  readonly switchRegion: string;
}

/** Makes the role that the registry publishes names with. */
export interface CreateRole extends ChangeTarget {
  readonly kind: "create-role";
}

/** Makes an empty zone that no network is bound to: records and binding follow, so that it never answers with nothing. */
export interface CreateZone extends NameTarget {
  readonly kind: "create-zone";
  readonly nameKind: NameKind;
  readonly zoneName: string;
  readonly fallsThrough: boolean;
  /** At most 50 letters, digits and `_-,.`, no blank: PrivateZone takes nothing else. Another one for each announcement. */
  readonly remark: string;
}

/** Returns a zone's answer for names it does not hold to its baseline. */
export interface SetFallThrough extends ResolutionTarget {
  readonly kind: "set-fall-through";
  readonly have: boolean;
  readonly want: boolean;
}

/** Takes a zone of Mooring's own away, its bindings before. */
export interface DeleteZone extends ResolutionTarget {
  readonly kind: "delete-zone";
  readonly have: readonly ZoneBinding[];
}

export type ZoneChange =
  | CreateRecord
  | CorrectRecord
  | EnableRecord
  | DeleteRecord
  | BindZone
  | SetFallThrough
  | DeleteZone;
export type SwitchChange = SwitchOn | SwitchOff;
export type ResolutionChange = ZoneChange | CreateZone | SwitchChange;

/** One write. */
export type Change = Attach | Detach | CreateRole | ResolutionChange;

/**
 * What a driver's write came to. `moved`: the target, read again right before the write, was not what the change was
 * planned from, so nothing was written; the next pass plans anew. A write without a `requestId` is one whose answer was
 * lost and whose effect was seen all the same. `made`, of a `create-zone` alone: the id of the zone, also of one that
 * holds the change's remark already.
 */
export type WriteResult =
  | { readonly result: "written"; readonly requestId: string | null; readonly made?: string }
  | { readonly result: "already"; readonly sentence: string; readonly made?: string }
  | { readonly result: "moved"; readonly sentence: string };

export type Outcome = { readonly change: Change } & (
  | { readonly result: "applied"; readonly requestId: string | null; readonly sentence: string }
  | { readonly result: "skipped"; readonly code: string; readonly sentence: string }
  | { readonly result: "failed"; readonly failure: CallFailure; readonly sentence: string }
);

/** One string a change, equal for the same write planned twice. */
export function changeKey(change: Change): string {
  const target = `${change.registry}/${change.network}/${change.part}`;
  switch (change.kind) {
    case "attach":
    case "detach":
      return `${change.kind} ${target}`;
    case "create-record":
      return `create-record ${target} ${change.zone} ${change.want.host} ${change.want.type}`;
    case "correct-record":
    case "enable-record":
    case "delete-record":
      return `${change.kind} ${target} ${change.zone} ${change.have.id}`;
    case "bind-zone":
      return `bind-zone ${target} ${change.zone}`;
    case "set-fall-through":
    case "delete-zone":
      return `${change.kind} ${target} ${change.zone}`;
    case "create-zone":
      return `create-zone ${target} ${change.zoneName}`;
    case "create-role":
      return `create-role ${change.cloud} ${change.account}`;
    case "switch-on":
    case "switch-off":
      return `${change.kind} ${target} ${change.name}`;
  }
}
