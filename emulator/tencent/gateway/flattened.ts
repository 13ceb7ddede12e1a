import type { FieldSpec, Json } from "../action.ts";
import type { Pair } from "./read-request.ts";

type Node = string | Map<string, Node>;
type Specs = Readonly<Record<string, FieldSpec>>;

/**
 * Builds the object that `Filters.0.Name=vpc-id` stands for; the text of numbers and booleans becomes what the action's
 * table says. What fits no entry stays text, for the validation to refuse.
 */
export function unflatten(pairs: readonly Pair[], specs: Specs): { readonly [key: string]: Json } {
  const root = new Map<string, Node>();
  for (const [name, value] of pairs) {
    const path = name.split(".");
    const last = path.pop() ?? "";
    let node = root;
    for (const part of path) {
      const next = node.get(part);
      const inner = typeof next === "object" ? next : new Map<string, Node>();
      node.set(part, inner);
      node = inner;
    }
    node.set(last, value);
  }
  return objectOf(root, specs);
}

function objectOf(node: ReadonlyMap<string, Node>, specs: Specs): { readonly [key: string]: Json } {
  return Object.fromEntries([...node].map(([name, inner]) => [name, nodeValue(inner, specs[name])]));
}

function nodeValue(node: Node, spec: FieldSpec | undefined): Json {
  if (typeof node === "string") return scalarOf(node, spec);
  if (spec?.type !== "list") return objectOf(node, spec?.type === "object" ? spec.fields : {});
  const items = [...node];
  if (!items.every(([index]) => /^\d+$/.test(index))) return objectOf(node, {});
  return items.sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => nodeValue(item, spec.of));
}

function scalarOf(text: string, spec: FieldSpec | undefined): Json {
  if (spec?.type === "integer" && /^-?\d{1,16}$/.test(text)) return Number(text);
  if (spec?.type === "boolean" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text;
}
