/** Belongs to a request's signature or opens something; ActionTrail never records it. */
const neverRecorded = /^(x-acs-)?(signature|accesskey|securitytoken|security-token|authorization|secret|credential)/i;

export interface RecordedParametersOptions {
  readonly parameters: Readonly<Record<string, string>>;
  readonly layout: "flat" | "array";
  /** Host of the request, without its port. */
  readonly host: string;
}

/** `requestParameters` of a record: the parameters as sent, the gateway's own noise among them, no part of the signature. */
export function recordedParameters(options: RecordedParametersOptions): Record<string, unknown> {
  const sent = Object.entries(options.parameters).filter(([name]) => !neverRecorded.test(name));
  const laidOut = options.layout === "flat" ? Object.fromEntries(sent) : nested(sent);
  return { ...laidOut, AcsHost: options.host, AcsProduct: options.host.split(".")[0], AcceptLanguage: "en-US" };
}

/** `Tag.1.Key` to `Tag: [{ Key }]`, `ResourceId.1` to `ResourceId: []`. */
function nested(sent: readonly (readonly [string, string])[]): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  const lists = new Map<string, Map<number, unknown>>();
  for (const [name, value] of sent) {
    const [, list, index, field] = /^([^.]+)\.(\d+)(?:\.(.+))?$/.exec(name) ?? [];
    if (list === undefined) {
      plain[name] = value;
      continue;
    }
    const items = lists.get(list) ?? new Map<number, unknown>();
    lists.set(list, items);
    const before = items.get(Number(index));
    const fields = typeof before === "object" && before !== null ? before : {};
    items.set(Number(index), field === undefined ? value : { ...fields, [field]: value });
  }
  for (const [list, items] of lists) plain[list] = [...items].sort(([a], [b]) => a - b).map(([, item]) => item);
  return plain;
}
