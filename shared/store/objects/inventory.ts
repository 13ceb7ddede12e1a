import * as v from "valibot";
import type { Inventory } from "../../model/ledger.ts";
import type { Store } from "../port.ts";
import { readObject, toText } from "./object-text.ts";
import { instantSchema, stored } from "./schemas.ts";

const linksSchema = stored({ registry: v.exactOptional(v.number()), chart: v.exactOptional(v.number()) });

export const inventorySchema: v.GenericSchema<unknown, Inventory> = stored({
  version: v.literal(1),
  registry: v.string(),
  at: instantSchema,
  pass: v.string(),
  networks: v.record(v.string(), v.number()),
  links: linksSchema,
  missing: v.array(stored({ network: v.string(), at: instantSchema, pass: v.string() })),
  shrunk: v.exactOptional(
    stored({ at: instantSchema, networks: v.record(v.string(), v.number()), links: linksSchema }),
  ),
});

/** What full passes saw last of a registry's lists; `null` before the first of them. */
export async function readInventory(store: Store, instance: string): Promise<Inventory | null> {
  return readObject(store, inventoryKey(instance), inventorySchema, "Remove it; the next full pass counts anew.");
}

export async function writeInventory(store: Store, inventory: Inventory): Promise<void> {
  await store.write(inventoryKey(inventory.registry), toText(inventory));
}

function inventoryKey(instance: string): string {
  return `inventory/${instance}.json`;
}
