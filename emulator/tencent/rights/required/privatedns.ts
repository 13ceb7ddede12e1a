import { resources, type Scope, textOf, textsOf } from "./right.ts";

/** Scoped to their zones; all others are operation-level. */
const zoneActions = new Set([
  "CreatePrivateZoneRecord",
  "DeletePrivateZone",
  "DeletePrivateZoneRecord",
  "DeleteSpecifyPrivateZoneVpc",
  "DescribePrivateZone",
  "DescribePrivateZoneRecordList",
  "DescribeRecord",
  "ModifyPrivateZone",
  "ModifyPrivateZoneRecord",
  "ModifyPrivateZoneVpc",
  "ModifyRecordsStatus",
]);

/** Private DNS ("Private DNS" of "CAM-Enabled API", 598/57146): a product without regions. */
export const privatednsScope: Scope = (asked) =>
  zoneActions.has(asked.action.name)
    ? resources(asked, "zone", [textOf(asked, "ZoneId"), ...textsOf(asked, "ZoneIdSet")], "")
    : null;
