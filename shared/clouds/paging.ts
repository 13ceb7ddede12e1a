import { CloudError } from "./port.ts";

interface Page<T> {
  readonly items: readonly T[];
  /** Items in the whole list, as the vendor counts them; `null` where it does not say. */
  readonly total: number | null;
}

export interface Listing<T> {
  /** `product:Action`, for the error. */
  readonly call: string;
  readonly size: number;
  key(item: T): string;
  /** Pages count from 1. */
  page(number: number): Promise<Page<T>>;
}

/** How often a list that changes under the reader is begun again. */
const tries = 3;

/**
 * Reads a list to its end, page after page, or throws.
 *
 * An item that goes away while the list is read moves all later ones up, so that one falls between two pages: a list
 * whose total changed, or whose items are not as many as the total, is read again from the start.
 */
export async function listAll<T>(listing: Listing<T>): Promise<readonly T[]> {
  for (let attempt = 1; attempt <= tries; attempt++) {
    const items = await listOnce(listing);
    if (items !== null) return items;
  }
  throw new CloudError({
    kind: "unavailable",
    call: listing.call,
    code: "ListKeptChanging",
    message: `the list changed during each of ${tries} readings`,
  });
}

async function listOnce<T>({ size, key, page }: Listing<T>): Promise<readonly T[] | null> {
  const items = new Map<string, T>();
  let first: number | null = null;
  for (let number = 1; ; number++) {
    const { items: found, total } = await page(number);
    if (number === 1) first = total;
    else if (total !== first) return null;
    for (const item of found) items.set(key(item), item);
    const ended = total === null ? found.length < size : found.length === 0 || number * size >= total;
    if (ended) return total === null || items.size === total ? [...items.values()] : null;
  }
}
