import * as v from "valibot";
import type { Detachment } from "../../model/ledger.ts";
import type { Store } from "../port.ts";
import { readObject, toText } from "./object-text.ts";
import { instantSchema, partSchema, stored } from "./schemas.ts";

export const detachmentSchema: v.GenericSchema<unknown, Detachment> = stored({
  version: v.literal(1),
  deployment: v.string(),
  registry: v.string(),
  network: v.string(),
  part: partSchema,
  since: instantSchema,
  at: instantSchema,
  askingSince: v.exactOptional(instantSchema),
  pass: v.string(),
});

/** Every announcement of a registry that is kept; throws `StoreError` where one could not be read or is damaged. */
export async function readDetachments(store: Store, instance: string): Promise<readonly Detachment[]> {
  const objects = await store.list(`detachments/${instance}/`);
  const read = await Promise.all(
    objects.map(({ key }) =>
      readObject(
        store,
        key,
        detachmentSchema,
        "Remove it a day after it was written; until then it counts as a detach.",
      ),
    ),
  );
  // One that was withdrawn since it was listed counts no more.
  return read.filter((one) => one !== null);
}

export async function writeDetachment(store: Store, detachment: Detachment): Promise<void> {
  await store.write(detachmentKey(detachment), toText(detachment));
}

export async function removeDetachment(store: Store, detachment: Detachment): Promise<void> {
  await store.remove(detachmentKey(detachment));
}

/** `detachments/<instance>/<network>/<part>@<pass>.json`. */
function detachmentKey({ registry, network, part, pass }: Detachment): string {
  return `detachments/${registry}/${network}/${part}@${pass}.json`;
}
