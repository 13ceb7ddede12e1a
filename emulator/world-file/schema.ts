import type { Schema } from "../deploy/fc3-schema.ts";
import { alibabaAccount } from "./alibaba/schema.ts";
import { closed, listOf, time } from "./schema-parts.ts";
import { tencentAccount } from "./tencent/schema.ts";

/** Everything that a world file may say. */
export const worldSchema: Schema = closed({
  "now?": time,
  "settings?": { type: "object" },
  accounts: listOf({ oneOf: [alibabaAccount, tencentAccount] }),
});
