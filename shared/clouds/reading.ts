import * as v from "valibot";
import { CloudError } from "./port.ts";

/** An answer of a vendor, as far as anything is known of it before it is read by a schema. */
export type Body = { readonly [key: string]: unknown };

/** An int64 id, a number or, where it is long, a string; as a string. */
export const id = v.pipe(
  v.union([v.pipe(v.string(), v.minLength(1)), v.pipe(v.number(), v.safeInteger())]),
  v.transform(String),
);

/** A domain name in lower case, without a trailing dot. */
export function domainName(text: string): string {
  return text.toLowerCase().replace(/\.$/, "");
}

/** A count, as a number or as text. */
export const count = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]),
  v.integer(),
  v.minValue(0),
);

/** A text that the vendor leaves out or empty when there is none. */
export const optionalText = v.nullish(v.string(), "");

/** Reads an answer by its schema; throws `CloudError` naming the field when the vendor sent something else. */
export function read<T extends v.GenericSchema>(call: string, schema: T, body: Body): v.InferOutput<T> {
  const result = v.safeParse(schema, body);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw unexpected(call, `${v.getDotPath(issue) ?? "the answer"}: ${issue.message}`, body);
}

/** The vendor answered, but not with the fact: nothing may be concluded from it. */
export function unexpected(call: string, message: string, body: Body): CloudError {
  const requestId = body["RequestId"];
  return new CloudError({
    kind: "unavailable",
    call,
    code: "UnexpectedAnswer",
    message,
    ...(typeof requestId === "string" ? { requestId } : {}),
  });
}
