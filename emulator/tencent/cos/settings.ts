import { setting } from "../../settings.ts";

/** What the vendor does not document, or documents of some buckets alone, of COS as S3 clients see it. */
export const cosSettings = {
  cosPathStyle: setting({
    name: "cosPathStyle",
    values: ["refused", "accepted"],
    means: "whether a bucket may be named in the path; those that were made in 2024 or later may not",
    row: "object stores",
  }),
  cosExpiredTokenCode: setting({
    name: "cosExpiredTokenCode",
    values: ["ExpiredToken", "InvalidAccessKeyId"],
    means: "how a temporary key is refused after its end",
    row: "object stores",
  }),
  cosPageSize: setting({
    name: "cosPageSize",
    values: [1_000, 2],
    means: "how many keys a listing of COS shows that names no max-keys",
    row: "object stores",
  }),
} as const;
