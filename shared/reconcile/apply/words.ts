import type {
  Change,
  CorrectRecord,
  DeleteRecord,
  EnableRecord,
  ResolutionChange,
  SwitchOff,
} from "../../model/change.ts";

/** One change as people would say it once it is made. */
export function describe(change: Change): string {
  const { done, what } = wordsOf(change);
  return `${done} ${what}`;
}

/** The same, as what was to be made: it follows "could not". */
export function describeWish(change: Change): string {
  const { toDo, what } = wordsOf(change);
  return `${toDo} ${what}`;
}

interface Words {
  readonly toDo: string;
  readonly done: string;
  readonly what: string;
}

function wordsOf(change: Change): Words {
  switch (change.kind) {
    case "attach": {
      const what = `the ${change.part} part of network ${change.network} through subnet ${change.subnet}`;
      return { toDo: "attach", done: "attached", what };
    }
    case "detach": {
      const what = `the ${change.part} part of network ${change.network}, which was linked through subnet ${change.subnet}`;
      return { toDo: "detach", done: "detached", what };
    }
    case "create-record": {
      const what = `the record ${change.want.type} ${change.want.value} of ${change.name} in zone ${change.zoneName}`;
      return { toDo: "create", done: "created", what };
    }
    case "correct-record": {
      const { before, after } = correction(change);
      const what = `the record of ${change.name} in zone ${change.zoneName} from ${before} to ${after}`;
      return { toDo: "return", done: "returned", what };
    }
    case "enable-record":
      return { toDo: "enable", done: "enabled", what: recordOf(change) };
    case "delete-record":
      return { toDo: "delete", done: "deleted", what: recordOf(change) };
    case "bind-zone":
      return { toDo: "bind", done: "bound", what: `zone ${change.zoneName} to network ${change.network}` };
    case "set-fall-through": {
      const what = `zone ${change.zoneName} to ${change.want ? "passing on" : "refusing"} names that it does not hold`;
      return { toDo: "return", done: "returned", what };
    }
    case "create-zone": {
      const what = `zone ${change.zoneName} for ${change.name} in network ${change.network}`;
      return { toDo: "make", done: "made", what };
    }
    case "delete-zone": {
      const what = `zone ${change.zoneName}, which Mooring had made for ${change.name} in network ${change.network}`;
      return { toDo: "delete", done: "deleted", what };
    }
    case "create-role": {
      const what = `the role that registry "${change.registry}" publishes names with in account ${change.account}`;
      return { toDo: "make", done: "made", what };
    }
    case "switch-on": {
      const { name, network, address } = change;
      if (change.first)
        return { toDo: "publish", done: "published", what: `${name} in network ${network} with ${address}` };
      const what = `the private resolution of ${name} in network ${network} on again, with ${address}`;
      return { toDo: "turn", done: "turned", what };
    }
    case "switch-off": {
      const { name, network, address } = change;
      const what = `the private resolution of ${name} in network ${network} off${underRegion(change)}, which answered ${address}`;
      return { toDo: "turn", done: "turned", what };
    }
  }
}

function recordOf({ have, name, zoneName }: EnableRecord | DeleteRecord): string {
  return `the record ${have.type} ${have.value} of ${name} in zone ${zoneName}`;
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
