import * as v from "valibot";
import type { Instant } from "../../model/known.ts";
import type { Store } from "../port.ts";
import { readObject, toText } from "./object-text.ts";
import { instantSchema, stored } from "./schemas.ts";

/** How far a registry's change log was read and settled. */
export interface Watermark {
  /** The moment up to which changes are settled. */
  readonly through: Instant;
  /** Entries of the log's last stretch, which the next pass reads once more, whose zones were read since. */
  readonly answered: readonly string[];
}

const watermarkSchema: v.GenericSchema<unknown, Watermark> = stored({
  through: instantSchema,
  answered: v.optional(v.array(v.string()), []),
});

/** `null`: everything must be read. */
export async function readWatermark(store: Store, registry: string): Promise<Watermark | null> {
  const next = "Remove it; the next pass reads every zone.";
  return readObject(store, watermarkKey(registry), watermarkSchema, next);
}

export async function writeWatermark(store: Store, registry: string, watermark: Watermark): Promise<void> {
  await store.write(watermarkKey(registry), toText(watermark));
}

function watermarkKey(registry: string): string {
  return `watermark/${registry}.json`;
}
