import type { Change } from "../../model/change.ts";

/** What a change does to the network that is explained, and why. */
export function deedWords(change: Change): string {
  return `${deed(change)}, because ${change.because}`;
}

function deed(change: Change): string {
  switch (change.kind) {
    case "attach":
      return `attach it (${change.part}) through ${change.subnet}`;
    case "detach":
      return `detach it (${change.part}), linked through ${change.subnet}`;
    case "create-record":
      return `create the record of ${change.name}`;
    case "correct-record":
      return `correct the record of ${change.name}`;
    case "enable-record":
      return `enable the record of ${change.name}`;
    case "delete-record":
      return `delete a record of ${change.name}`;
    case "bind-zone":
      return `bind the zone ${change.zoneName}`;
    case "set-fall-through":
      return `have the zone ${change.zoneName} ${change.want ? "pass on" : "refuse"} names that it does not hold`;
    case "create-zone":
      return `make the zone ${change.zoneName}`;
    case "delete-zone":
      return `delete the zone ${change.zoneName}`;
    case "create-role":
      return "make the role that the registry publishes names with";
    case "switch-on":
      return `${change.first ? "publish" : "switch on again"} ${change.name}`;
    case "switch-off":
      return `switch off ${change.name}`;
  }
}
