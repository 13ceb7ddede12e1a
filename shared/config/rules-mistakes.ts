import { nearest } from "../model/nearest.ts";
import type { Mistake, Path } from "./check.ts";
import { beginningOf, endOf } from "./moment.ts";
import { matchKeys } from "./rules-schema.ts";
import { isBlock, show } from "./words.ts";

type Block = Readonly<Record<string, unknown>>;
interface Placed {
  readonly path: Path;
  readonly block: Block;
}

/** What is wrong with rules and exemptions beyond the form of each: what only shows beside the rest of the file. */
export function ruleMistakes(value: unknown): readonly Mistake[] {
  if (!isBlock(value)) return [];
  const rules = blocksIn(value, "rules");
  const exemptions = blocksIn(value, "exemptions");
  const aliases = isBlock(value["registries"]) ? Object.keys(value["registries"]) : [];
  return [
    ...[...rules, ...exemptions].flatMap((one) => unknownAliases(one, aliases)),
    ...doubledNames(rules),
    ...unreachable(rules),
    ...exemptions.flatMap(endsBeforeItBegins),
  ];
}

function blocksIn(file: Block, key: string): readonly Placed[] {
  const list = file[key];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => (isBlock(item) ? [{ path: [key, index], block: item }] : []));
}

function unknownAliases({ path, block: { match } }: Placed, aliases: readonly string[]): readonly Mistake[] {
  const named: unknown = isBlock(match) ? match["registries"] : undefined;
  if (!Array.isArray(named) || aliases.length === 0) return [];
  return named.flatMap((alias: unknown, index): readonly Mistake[] => {
    if (typeof alias !== "string" || aliases.includes(alias)) return [];
    const near = nearest(alias, aliases);
    const hint = near === null ? `known: ${aliases.join(", ")}` : `did you mean "${near}"?`;
    const message = `${show(alias)} is no registry of this file`;
    return [{ path: [...path, "match", "registries", index], at: "value", message, hint }];
  });
}

/** Reports name the rule that decided. */
function doubledNames(rules: readonly Placed[]): readonly Mistake[] {
  const seen = new Set<unknown>();
  return rules.flatMap(({ path, block: { name } }): readonly Mistake[] => {
    if (typeof name !== "string") return [];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = `${show(name)} is the name of an earlier rule`;
    return [{ path: [...path, "name"], at: "value", message, hint: "reports name the rule that decided" }];
  });
}

/** A rule behind one that matches all that it matches never decides: somebody believes that it does. */
function unreachable(rules: readonly Placed[]): readonly Mistake[] {
  return rules.flatMap(({ path, block }, index): readonly Mistake[] => {
    const earlier = rules.slice(0, index).find((other) => covers(other.block["match"], block["match"]));
    if (earlier === undefined) return [];
    const name = show(earlier.block["name"]);
    const message = `can never decide: the rule ${name} before it matches everything that it matches`;
    return [{ path, at: "value", message, hint: `put it before ${name}, or take it out` }];
  });
}

function covers(earlier: unknown, later: unknown): boolean {
  if (!isBlock(earlier) || !isBlock(later)) return false;
  // What is misspelt narrows it in a way that nobody can tell.
  if (Object.keys(earlier).some((key) => !matchKeys.includes(key))) return false;
  return Object.entries(earlier).every(([key, wide]) => {
    const narrow = later[key];
    if (Array.isArray(wide)) return Array.isArray(narrow) && narrow.every((item) => wide.includes(item));
    return isBlock(wide) && isBlock(narrow) && Object.entries(wide).every(([tag, text]) => narrow[tag] === text);
  });
}

function endsBeforeItBegins({ path, block: { from, until } }: Placed): readonly Mistake[] {
  if (typeof from !== "string" || typeof until !== "string") return [];
  if ([from, until].some((text) => Number.isNaN(Date.parse(text)))) return [];
  if (beginningOf(from) < endOf(until)) return [];
  const message = `${show(until)} is not after ${show(from)}, from which it is to be in force`;
  return [{ path: [...path, "until"], at: "value", message, hint: "an exemption ends after it begins" }];
}
