import type { Action } from "../../action.ts";
import { addZone } from "./add-zone.ts";
import { addZoneRecord } from "./add-zone-record.ts";
import { bindZoneVpc } from "./bind-zone-vpc.ts";
import { checkZoneName } from "./check-zone-name.ts";
import { deleteZone } from "./delete-zone.ts";
import { deleteZoneRecord } from "./delete-zone-record.ts";
import { describeChangeLogs } from "./describe-change-logs.ts";
import { describeRegions } from "./describe-regions.ts";
import { describeUserServiceStatus } from "./describe-user-service-status.ts";
import { describeZoneInfo } from "./describe-zone-info.ts";
import { describeZoneRecord } from "./describe-zone-record.ts";
import { describeZoneRecords } from "./describe-zone-records.ts";
import { describeZoneVpcTree } from "./describe-zone-vpc-tree.ts";
import { describeZones } from "./describe-zones.ts";
import { listTagResources } from "./list-tag-resources.ts";
import { resolverActions } from "./resolver/index.ts";
import { setProxyPattern } from "./set-proxy-pattern.ts";
import { setZoneRecordStatus } from "./set-zone-record-status.ts";
import { tagResources, untagResources } from "./tag-resources.ts";
import { updateRecordRemark } from "./update-record-remark.ts";
import { updateZoneRecord } from "./update-zone-record.ts";
import { updateZoneRemark } from "./update-zone-remark.ts";

/** PrivateZone 2018-01-01. */
export const pvtzActions: readonly Action[] = [
  addZone,
  addZoneRecord,
  bindZoneVpc,
  checkZoneName,
  deleteZone,
  deleteZoneRecord,
  describeChangeLogs,
  describeRegions,
  describeUserServiceStatus,
  describeZoneInfo,
  describeZoneRecord,
  describeZoneRecords,
  describeZones,
  describeZoneVpcTree,
  listTagResources,
  setProxyPattern,
  setZoneRecordStatus,
  tagResources,
  untagResources,
  updateRecordRemark,
  updateZoneRecord,
  updateZoneRemark,
  ...resolverActions,
];
