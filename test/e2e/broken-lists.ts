/** What a vendor may count of a list beside its items. */
const totals: readonly string[] = ["TotalCount", "TotalItems", "TotalItem", "Total"];

type Cut = (all: readonly unknown[]) => readonly unknown[];
const half: Cut = (all) => all.slice(0, Math.floor(all.length / 2));

/** Ways in which a list comes wrong: what becomes of its items, and of the number that the vendor tells beside them. */
export const brokenLists: Readonly<
  Record<string, { readonly items: Cut; readonly total: (told: number, left: number) => number }>
> = {
  "cut off, its number as it was": { items: half, total: (told) => told },
  "cut off, its number with it": { items: half, total: (_, left) => left },
  "empty, its number as it was": { items: () => [], total: (told) => told },
  "empty, its number with it": { items: () => [], total: () => 0 },
  "whole, its number too small": { items: (all) => all, total: (told) => Math.max(0, told - 1) },
  "whole, its number too large": { items: (all) => all, total: (told) => told + 1 },
};

/** Whether an answer holds a list with something in it. */
export function hasList(answer: unknown): boolean {
  if (typeof answer !== "object" || answer === null) return false;
  return Object.values(answer).some((value) => (Array.isArray(value) ? value.length > 0 : hasList(value)));
}

/** Whether an answer tells a number beside its list. */
export function hasTotal(answer: unknown): boolean {
  return (
    typeof answer === "object" &&
    answer !== null &&
    totals.some((name) => typeof Reflect.get(answer, name) === "number")
  );
}

/** The same answer, its outermost lists broken. */
export function broken(answer: unknown, how: keyof typeof brokenLists): unknown {
  const way = brokenLists[how];
  if (way === undefined) throw new Error(`${how} is no way in which a list comes wrong`);
  let left = 0;
  const walked = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const kept = way.items(value);
      left = kept.length;
      return kept;
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walked(one)]));
  };
  const cut = walked(answer);
  if (typeof cut !== "object" || cut === null) return cut;
  return Object.fromEntries(
    Object.entries(cut).map(([key, value]) => [
      key,
      totals.includes(key) && typeof value === "number" ? way.total(value, left) : value,
    ]),
  );
}
