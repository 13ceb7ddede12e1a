import type { Change, CorrectRecord, ResolutionChange, SwitchOff } from "../model/change.ts";

/** One change as people would say it once it is made. */
export function describe(change: Change): string {
  switch (change.kind) {
    case "attach":
      return `attached the ${change.part} part of network ${change.network} through subnet ${change.subnet}`;
    case "detach":
      return `detached the ${change.part} part of network ${change.network}, which was linked through subnet ${change.subnet}`;
    case "create-record":
      return `created the record ${change.want.type} ${change.want.value} of ${change.name} in zone ${change.zoneName}`;
    case "correct-record":
      return `returned the record of ${change.name} in zone ${change.zoneName} from ${correction(change).before} to ${correction(change).after}`;
    case "enable-record":
      return `enabled the record ${change.have.type} ${change.have.value} of ${change.name} in zone ${change.zoneName}`;
    case "delete-record":
      return `deleted the record ${change.have.type} ${change.have.value} of ${change.name} in zone ${change.zoneName}`;
    case "bind-zone":
      return `bound zone ${change.zoneName} to network ${change.network}`;
    case "set-fall-through":
      return `returned zone ${change.zoneName} to ${change.want ? "passing on" : "refusing"} names that it does not hold`;
    case "create-zone":
      return `made zone ${change.zoneName} for ${change.name} in network ${change.network}`;
    case "delete-zone":
      return `deleted zone ${change.zoneName}, which Mooring had made for ${change.name} in network ${change.network}`;
    case "create-role":
      return `made the role that registry "${change.registry}" publishes names with in account ${change.account}`;
    case "switch-on":
      return change.first
        ? `published ${change.name} in network ${change.network} with ${change.address}`
        : `turned the private resolution of ${change.name} in network ${change.network} on again, with ${change.address}`;
    case "switch-off":
      return `turned the private resolution of ${change.name} in network ${change.network} off${underRegion(change)}, which answered ${change.address}`;
  }
}

/** A repair's before and after, as short texts. */
export function beforeAndAfter(change: ResolutionChange): { readonly before: string; readonly after: string } {
  switch (change.kind) {
    case "create-record":
      return { before: "no record", after: `${change.want.type} ${change.want.value}` };
    case "correct-record":
      return correction(change);
    case "enable-record":
      return {
        before: `${change.have.type} ${change.have.value} (disabled)`,
        after: `${change.have.type} ${change.have.value}`,
      };
    case "delete-record":
      return { before: `${change.have.type} ${change.have.value}`, after: "no such record" };
    case "bind-zone":
      return { before: "not bound", after: "bound" };
    case "set-fall-through":
      return { before: change.have ? "passes on" : "refuses", after: change.want ? "passes on" : "refuses" };
    case "create-zone":
      return { before: "no zone", after: `zone ${change.zoneName}` };
    case "delete-zone":
      return { before: `zone ${change.zoneName}`, after: "no zone" };
    case "switch-on":
      return { before: "off", after: `on with ${change.address}` };
    case "switch-off":
      return {
        before: `on with ${change.address}${underRegion(change)}`,
        after: "off",
      };
  }
}

/** Where a switch was turned off, if that is not the network's own region. */
function underRegion({ switchRegion, region }: SwitchOff): string {
  return switchRegion === region ? "" : ` under ${switchRegion}`;
}

/** Where the answer stays the same, what changes is how long it is kept. */
function correction({ have, want }: CorrectRecord): { readonly before: string; readonly after: string } {
  const same = have.type === want.type && have.value === want.value;
  const told = ({ type, value, ttl }: CorrectRecord["want"]) => `${type} ${value}${same ? `, TTL ${ttl}` : ""}`;
  return { before: told(have), after: told(want) };
}
