import type * as v from "valibot";
import type { Instant } from "../../model/known.ts";
import type { Store } from "../port.ts";
import { readObject, toText } from "./object-text.ts";
import { instantSchema, stored } from "./schemas.ts";

/** How far a registry's change log was read and settled. */
interface Watermark {
  readonly through: Instant;
}

const watermarkSchema: v.GenericSchema<unknown, Watermark> = stored({ through: instantSchema });

/** The moment up to which changes are settled; `null`: everything must be read. */
export async function readWatermark(store: Store, registry: string): Promise<Instant | null> {
  const next = "Remove it; the next pass reads every zone.";
  const watermark = await readObject(store, watermarkKey(registry), watermarkSchema, next);
  return watermark?.through ?? null;
}

export async function writeWatermark(store: Store, registry: string, through: Instant): Promise<void> {
  await store.write(watermarkKey(registry), toText({ through } satisfies Watermark));
}

function watermarkKey(registry: string): string {
  return `watermark/${registry}.json`;
}
