import type { Finding } from "../model/finding.ts";

/** One line of a hosts file. */
interface HostsLine {
  readonly address: string;
  readonly name: string;
}

/** What a machine's hosts file needs so that a registry's names reach the link of its network without any zone. */
export interface Hosts {
  /** Ends each line in the file and so tells it apart from all others, `<registry>/<network>`. */
  readonly mark: string;
  readonly lines: readonly HostsLine[];
  /** Shell text that writes the lines, or replaces the ones that are there; may be run again. */
  readonly write: string;
  /** Shell text that takes the lines away; may be run again. */
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
  const names = lines.map(({ name }) => name);
  const write = snippet(
    mark,
    names,
    lines.map(({ address, name }) => `${address} ${name} # mooring ${mark}`),
  );
  return { mark, lines, write, remove: snippet(mark, names, []) };
}

/** What goes into a shell text is checked once more, wherever it came from. */
function isAddress(text: string): boolean {
  return /^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/.test(text);
}

function isName(text: string): boolean {
  return /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(text);
}

/**
 * Lines of an awk program that prints a file without the lines that are Mooring's, if `take` is 1, and the whole file, to
 * the byte, if it is 0. A line is Mooring's if it ends with the mark and holds nothing else than an address and a name.
 *
 * Earlier texts wrote lines without a mark between `# begin` and `# end`. Of such a block those lines are taken which
 * are an address and a name. Where its end was lost, nobody can say how far it went: only those are taken that follow
 * its beginning without a gap and have a name that the registry has in this network.
 */
const withoutOurs = [
  '{ text[NR] = $0; sub(/\\r$/, "") }',
  '$0 == "# begin mooring " mark { gone[NR] = take; begin = run = NR; next }',
  '$0 == "# end mooring " mark {',
  "  gone[NR] = take",
  "  for (i = begin; i && i < NR; i++) if (plain[i]) gone[i] = take",
  "  begin = 0; next",
  "}",
  "$1 ~ /^[0-9.]+$/ && $2 ~ /^[A-Za-z0-9.-]+$/ {",
  '  if ($0 == $1 " " $2 " # mooring " mark) gone[NR] = take',
  '  plain[NR] = ($0 == $1 " " $2)',
  '  if (begin && run == NR - 1 && plain[NR] && index(names, " " $2 " ")) { gone[NR] = take; run = NR }',
  "}",
  "END {",
  "  for (i = 1; i <= NR; i++) {",
  '    if (i == NR && bare) ORS = ""',
  "    if (gone[i] + 0 == 0) print text[i]",
  "  }",
  "}",
];

/**
 * The new lines come first, so that they win over an older line for the same name, and the file's own last line stays
 * as it is, ended or not.
 *
 * The file is written in place and never renamed over: a container's hosts file is mounted and cannot be replaced, and
 * owner, rights and labels stay. It is not emptied first: where the disk is full, only the growth fails, and putting
 * the old text back needs no room. Both texts are kept beside it until it holds the new one; where its folder cannot be
 * written, in the folder for temporary files. Each step is checked by itself, because `set -e` means nothing in a text
 * that is pasted behind an `if`.
 */
function snippet(mark: string, names: readonly string[], lines: readonly string[]): string {
  const quoted = (texts: readonly string[]) => texts.map((text) => `'${text}'`).join(" \\\n      ");
  return `(
  LC_ALL=C; export LC_ALL
  hosts="\${HOSTS_FILE:-/etc/hosts}"
  fail() { printf 'mooring: %s %s\\n' "$hosts" "$1" >&2; exit 1; }
  bare=0
  others() {
    awk -v take="$1" -v bare="$bare" -v mark='${mark}' -v names=' ${names.join(" ")} ' '
${withoutOurs.map((line) => `      ${line}`).join("\n")}
    ' "$hosts"
  }
  text() {
${lines.length === 0 ? "" : `    printf '%s\\n' ${quoted(lines)} || return 1\n`}    others 1
  }
  put() {
    cat "$1" 1<>"$hosts" && dd if=/dev/null of="$hosts" bs=1 seek="$(($(wc -c <"$1")))" 2>/dev/null &&
      cmp -s "$1" "$hosts"
  }
  [ -r "$hosts" ] || fail 'cannot be read'
  [ -z "$(tail -c 1 "$hosts")" ] || bare=1
  others 0 | cmp -s - "$hosts" || fail 'holds bytes that awk here does not copy; nothing was changed'
  new="$(mktemp "$hosts.mooring.XXXXXX" 2>/dev/null || mktemp)" || exit 1
  trap 'rm -f "$new"' EXIT
  trap 'exit 1' HUP INT TERM
  old="$(mktemp "$hosts.mooring.XXXXXX" 2>/dev/null || mktemp)" || exit 1
  trap 'rm -f "$new" "$old"' EXIT
  { text >"$new" && text | cmp -s - "$new"; } || fail 'could not be copied; nothing was changed'
  { cat "$hosts" >"$old" && cmp -s "$old" "$hosts"; } || fail 'could not be copied; nothing was changed'
  cmp -s "$new" "$hosts" && exit 0
  trap '' HUP INT TERM
  put "$new" && exit 0
  rm -f "$new"
  { cmp -s "$old" "$hosts" || put "$old"; } && fail 'could not be written; it is as it was'
  trap - EXIT
  fail "could not be written; what it held is in $old"
)
`;
}
