import type { TencentAction } from "../../action.ts";
import { addSpecifyPrivateZoneVpc } from "./add-specify-private-zone-vpc.ts";
import { createPrivateDnsAccount } from "./create-private-dns-account.ts";
import { createPrivateZone } from "./create-private-zone.ts";
import { createPrivateZoneRecord } from "./create-private-zone-record.ts";
import { createPrivateZoneRecordList } from "./create-private-zone-record-list.ts";
import { deletePrivateDnsAccount } from "./delete-private-dns-account.ts";
import { deletePrivateZone } from "./delete-private-zone.ts";
import { deletePrivateZoneRecord } from "./delete-private-zone-record.ts";
import { deleteSpecifyPrivateZoneVpc } from "./delete-specify-private-zone-vpc.ts";
import { describeAccountVpcList } from "./describe-account-vpc-list.ts";
import { describeAuditLog } from "./describe-audit-log.ts";
import { describePrivateDnsAccountList } from "./describe-private-dns-account-list.ts";
import { describePrivateZone } from "./describe-private-zone.ts";
import { describePrivateZoneList } from "./describe-private-zone-list.ts";
import { describePrivateZoneRecordList } from "./describe-private-zone-record-list.ts";
import { describePrivateZoneService } from "./describe-private-zone-service.ts";
import { describeQuotaUsage } from "./describe-quota-usage.ts";
import { describeRecord } from "./describe-record.ts";
import { forwardingActions } from "./forwarding/index.ts";
import { modifyPrivateZone } from "./modify-private-zone.ts";
import { modifyPrivateZoneRecord } from "./modify-private-zone-record.ts";
import { modifyPrivateZoneVpc } from "./modify-private-zone-vpc.ts";
import { modifyRecordsStatus } from "./modify-records-status.ts";
import { queryAsyncBindVpcStatus } from "./query-async-bind-vpc-status.ts";
import { subscribePrivateZoneService } from "./subscribe-private-zone-service.ts";

export const privatednsActions: readonly TencentAction[] = [
  addSpecifyPrivateZoneVpc,
  createPrivateDnsAccount,
  createPrivateZoneRecordList,
  createPrivateZoneRecord,
  createPrivateZone,
  deletePrivateDnsAccount,
  deletePrivateZoneRecord,
  deletePrivateZone,
  deleteSpecifyPrivateZoneVpc,
  describeAccountVpcList,
  describeAuditLog,
  describePrivateDnsAccountList,
  describePrivateZoneList,
  describePrivateZoneRecordList,
  describePrivateZoneService,
  describePrivateZone,
  describeQuotaUsage,
  describeRecord,
  modifyPrivateZoneRecord,
  modifyPrivateZoneVpc,
  modifyPrivateZone,
  modifyRecordsStatus,
  queryAsyncBindVpcStatus,
  subscribePrivateZoneService,
  ...forwardingActions,
];
