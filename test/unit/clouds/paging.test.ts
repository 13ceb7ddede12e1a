import { describe, expect, test } from "vitest";
import { listAll } from "../../../shared/clouds/paging.ts";

interface Told {
  readonly items: readonly number[];
  readonly total: number | null;
}

const size = 2;
const whole: readonly Told[] = [
  { items: [1, 2], total: 5 },
  { items: [3, 4], total: 5 },
  { items: [5], total: 5 },
];

/** The list as it is read when each reading in turn is answered with these pages; the last one for all that follow. */
async function reading(...readings: readonly (readonly Told[])[]): Promise<readonly number[] | string> {
  let begun = -1;
  const list = listAll<number>({
    call: "vpc:DescribeVpcs",
    size,
    key: String,
    async page(number) {
      if (number === 1) begun += 1;
      const pages = readings[Math.min(begun, readings.length - 1)] ?? [];
      return pages[number - 1] ?? { items: [], total: pages[0]?.total ?? null };
    },
  });
  return list.catch((error: unknown) => (error instanceof Error ? error.message : "no error"));
}

/** The same pages, one of them answered otherwise. */
const page = (number: number, differs: Partial<Told>, all = whole) =>
  all.map((one, index) => (index === number - 1 ? { ...one, ...differs } : one));

describe("a list of three pages", () => {
  test("is read to its end, with a number beside it or none", async () => {
    expect(await reading(whole)).toEqual([1, 2, 3, 4, 5]);
    expect(await reading(whole.map(({ items }) => ({ items, total: null })))).toEqual([1, 2, 3, 4, 5]);
  });

  test.each<[string, readonly Told[]]>([
    ["whose page in the middle is empty", page(2, { items: [] })],
    ["whose page in the middle is cut off", page(2, { items: [3] })],
    ["whose page in the middle repeats the first one", page(2, { items: [1, 2] })],
    ["whose last page is empty", page(3, { items: [] })],
    ["whose number is smaller than what is there", whole.map(({ items }) => ({ items, total: 3 }))],
    ["whose number is larger than what is there", whole.map(({ items }) => ({ items, total: 6 }))],
    ["whose number changes on the way", page(2, { total: 4 })],
    ["that is empty although it has a number", whole.map(() => ({ items: [], total: 5 }))],
  ])("%s is never answered in part: it is read again, and then refused", async (_, pages) => {
    expect(await reading(pages)).toMatch(/ListKeptChanging/);
    expect(await reading(pages, whole)).toEqual([1, 2, 3, 4, 5]);
  });
});
