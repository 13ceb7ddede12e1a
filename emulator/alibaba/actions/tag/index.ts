import type { Action } from "../../action.ts";
import { listTagResources } from "./list-tag-resources.ts";
import { tagResources } from "./tag-resources.ts";
import { untagResources } from "./untag-resources.ts";

/** The central Tag product 2018-08-28. */
export const tagActions: readonly Action[] = [tagResources, untagResources, listTagResources];
