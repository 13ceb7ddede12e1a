import { anything, named, type Rights } from "./right.ts";

/** The central Tag product 2018-08-28. Its pages name no resource to scope it by. */
export const tagRights: Rights = named("tag", {
  TagResources: anything,
  UntagResources: anything,
  ListTagResources: anything,
});
