import * as v from "valibot";
import { optionalText } from "../reading.ts";

/** The vendor's `{"<Wrapper>": {"<Element>": [...]}}`; a missing wrapper or list is an empty list. */
export function wrapped<T extends v.GenericSchema>(element: string, item: T) {
  return v.pipe(
    v.nullish(v.record(v.string(), v.unknown()), {}),
    v.transform((wrapper) => wrapper[element] ?? []),
    v.array(item),
  );
}

/** A list as it is or in its wrapper: newer actions leave the wrapper out. A missing list is an empty list. */
export function listed<T extends v.GenericSchema>(element: string, item: T) {
  return v.pipe(
    v.unknown(),
    v.transform((list) => (Array.isArray(list) ? { [element]: list } : list)),
    wrapped(element, item),
  );
}

/** Tags as the vendor lists them, by key. */
export const tags = v.pipe(
  wrapped("Tag", v.looseObject({ Key: v.string(), Value: optionalText })),
  v.transform(
    (list): Readonly<Record<string, string>> => Object.fromEntries(list.map(({ Key, Value }) => [Key, Value])),
  ),
);
