import type { Finding } from "../model/finding.ts";

/** One line of a hosts file. */
interface HostsLine {
  readonly address: string;
  readonly name: string;
}

/** What a machine's hosts file needs so that a registry's names reach the link of its network without any zone. */
export interface Hosts {
  /** Tells the block in the file apart from others, `<registry>/<network>`. */
  readonly mark: string;
  readonly lines: readonly HostsLine[];
  /** Shell text that writes the block, or replaces the one that is there; may be run again. */
  readonly write: string;
  /** Shell text that takes the block away; may be run again. */
  readonly remove: string;
}

/** The names of a network's ready links; none while no link is ready, and none that is being withdrawn. */
export function hostsOf(finding: Finding): Hosts {
  const mark = `${finding.registry ?? ""}/${finding.network}`.replaceAll(/[^A-Za-z0-9/-]/g, "_");
  const lines = finding.parts
    .flatMap(({ names, address }) =>
      address === null ? [] : names.filter((one) => one.address === address).map(({ name }) => ({ address, name })),
    )
    .filter(({ address, name }) => isAddress(address) && isName(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { mark, lines, write: snippet(mark, lines), remove: snippet(mark, []) };
}

/** What goes into a shell text is checked once more, wherever it came from. */
function isAddress(text: string): boolean {
  return /^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/.test(text);
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text);
}

/**
 * Writes the file in place, because a container's hosts file is mounted and cannot be replaced, and only if the new text
 * could be made whole; everything outside the block stays as it is.
 */
function snippet(mark: string, lines: readonly HostsLine[]): string {
  const block =
    lines.length === 0
      ? []
      : [
          "  cat >>\"$new\" <<'MOORING'",
          `# begin mooring ${mark}`,
          ...lines.map(({ address, name }) => `${address} ${name}`),
          `# end mooring ${mark}`,
          "MOORING",
        ];
  return `${[
    "(",
    "  set -eu",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own substitution
    '  hosts="${HOSTS_FILE:-/etc/hosts}"',
    '  new="$(mktemp)"',
    "  trap 'rm -f \"$new\"' EXIT",
    `  awk -v begin='# begin mooring ${mark}' -v end='# end mooring ${mark}' '`,
    "    $0 == begin { inside = 1; held = $0; next }",
    '    inside { held = held ORS $0; if ($0 == end) { inside = 0; held = "" } next }',
    "    { print }",
    "    END { if (inside) print held }",
    '  \' "$hosts" >"$new"',
    ...block,
    '  cmp -s "$new" "$hosts" || cat "$new" >"$hosts"',
    ")",
  ].join("\n")}\n`;
}
