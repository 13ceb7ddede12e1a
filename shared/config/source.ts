import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import type { Mistake, Path } from "./check.ts";
import type { Problem } from "./problem.ts";

/** A YAML text with the place of everything in it. */
export interface Source {
  /** What is no YAML, or is doubtful YAML. */
  readonly problems: readonly Problem[];
  /** The text is so broken that nothing more can be said about it. */
  readonly broken: boolean;
  readonly value: unknown;
  /** A mistake in the value, at its line and column. */
  place(mistake: Mistake): Problem;
}

/** Enough to write the accounts once for all registries; far too few for a text that grows without bound. */
const mostAliases = 50;

/** Reads YAML 1.2 (core schema); throws nothing. */
export function readSource(text: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    lineCounter: lines,
    prettyErrors: false,
    // Found here with their paths, and each of them.
    uniqueKeys: false,
  });
  const at = (offset: number, path: Path, message: string, hint: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), path: path.join("."), message, hint };
  };
  const place = ({ path, at: part, message, hint }: Mistake) => at(offsetOf(document, path, part), path, message, hint);
  const syntax = [...document.errors, ...document.warnings].map((error) =>
    error.code === "MULTIPLE_DOCS"
      ? at(error.pos[0], [], "a second document begins here", "one file holds one configuration")
      : at(error.pos[0], [], `not valid YAML: ${error.message}`, ""),
  );
  if (syntax.length > 0) return { problems: syntax, broken: true, value: null, place };
  const doubled = doubledKeys(document).map(({ offset, path, first }) =>
    at(offset, path, "this key is here twice", `the first is in line ${lines.linePos(first).line}; keep one`),
  );
  keepDigits(document);
  try {
    return { problems: doubled, broken: false, value: document.toJS({ maxAliasCount: mostAliases }), place };
  } catch {
    const problem = at(firstAlias(document), [], "too many references to anchors", "write the values out");
    return { problems: [...doubled, problem], broken: true, value: null, place };
  }
}

/** Account ids and tag values are text even where YAML sees a number: what was typed counts, digit for digit. */
function keepDigits(document: Document): void {
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === "key" || node.source === undefined) return;
      if (typeof node.value !== "number" && typeof node.value !== "boolean") return;
      const keys = ancestors.flatMap((ancestor) => (isPair(ancestor) ? [keyText(ancestor.key)] : []));
      if (keys.at(-1) === "accounts" || keys.at(-2) === "tags") node.value = node.source;
    },
  });
}

interface Doubled {
  readonly offset: number;
  readonly first: number;
  readonly path: Path;
}

function doubledKeys(document: Document): readonly Doubled[] {
  const found: Doubled[] = [];
  visit(document, {
    Map(_, map, ancestors) {
      const above = ancestors.flatMap((ancestor) => (isPair(ancestor) ? [keyText(ancestor.key)] : []));
      const seen = new Map<string, number>();
      for (const { key } of map.items) {
        const name = keyText(key);
        const offset = startOf(key) ?? 0;
        const first = seen.get(name);
        if (first === undefined) seen.set(name, offset);
        else found.push({ offset, first, path: [...above, name] });
      }
    },
  });
  return found;
}

function firstAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias(_, node) {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function offsetOf(document: Document, path: Path, part: Mistake["at"]): number {
  const whole = part === "block" ? path.slice(0, -1) : path;
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of whole.entries()) {
    const from: unknown = isAlias(node) ? node.resolve(document) : node;
    const last = depth === whole.length - 1;
    if (isMap(from)) {
      const pair = pairOf(from, String(step));
      if (pair === undefined) return offset;
      const own = startOf(pair.key) ?? offset;
      const empty = isScalar(pair.value) && pair.value.value === null;
      offset = last && part === "value" && !empty ? (startOf(pair.value) ?? own) : own;
      node = pair.value;
    } else if (isSeq(from)) {
      node = from.items[Number(step)];
      offset = startOf(node) ?? offset;
    }
  }
  return offset;
}

function pairOf(map: YAMLMap, key: string) {
  // Of a doubled key the last one counts.
  return map.items.findLast((pair) => keyText(pair.key) === key);
}

function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function startOf(node: unknown): number | undefined {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node satisfies Node).range : undefined;
  return range?.[0];
}
