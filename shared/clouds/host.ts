/** The host part of `name` in a zone, `@` for the zone's own name; `null` when the zone is neither it nor a parent of it. */
export function hostIn(zone: string, name: string): string | null {
  if (zone === name) return "@";
  return name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : null;
}

/**
 * Whether a record could answer a host: `a.b` is answered by `a.b`, `*.b` and `*`; the zone's own name only by `@`, its
 * wildcard is kept as evidence.
 */
export function answersHost(recordHost: string, host: string): boolean {
  if (recordHost === host || recordHost === "*") return true;
  return recordHost.startsWith("*.") && host.endsWith(recordHost.slice(1));
}
