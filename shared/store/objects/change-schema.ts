import * as v from "valibot";
import type { Change, Outcome } from "../../model/change.ts";
import type { ZoneBinding, ZoneRecord } from "../../model/zone.ts";
import { cloudSchema, failureSchema, partSchema, stored } from "./schemas.ts";

const target = {
  registry: v.string(),
  cloud: cloudSchema,
  instance: v.string(),
  network: v.string(),
  account: v.string(),
  region: v.string(),
  part: partSchema,
  because: v.string(),
};

// Absent in reports of earlier versions.
const named = { ...target, name: v.string(), repoints: v.optional(v.boolean(), false) };
const inZone = { ...named, zone: v.string(), zoneName: v.string(), revision: v.string() };

const bySwitch = {
  ...named,
  nameKind: v.picklist(["vpc", "default", "custom"]),
  first: v.boolean(),
  address: v.string(),
};

const recordSchema: v.GenericSchema<unknown, ZoneRecord> = stored({
  id: v.string(),
  host: v.string(),
  type: v.string(),
  value: v.string(),
  ttl: v.number(),
  enabled: v.boolean(),
  remark: v.string(),
});

const bindingsSchema: v.GenericSchema<unknown, readonly ZoneBinding[]> = v.array(
  stored({ network: v.string(), region: v.string(), account: v.nullable(v.string()), kind: v.string() }),
);

const wanted = stored({ host: v.string(), type: v.string(), value: v.string(), ttl: v.number() });

export const changeSchema: v.GenericSchema<unknown, Change> = v.variant("kind", [
  stored({ ...target, kind: v.literal("attach"), subnet: v.string(), createServiceLinkedRole: v.boolean() }),
  stored({ ...target, kind: v.literal("detach"), subnet: v.string(), address: v.nullable(v.string()) }),
  stored({ ...inZone, kind: v.literal("create-record"), want: wanted }),
  stored({ ...inZone, kind: v.literal("correct-record"), have: recordSchema, want: wanted }),
  stored({ ...inZone, kind: v.literal("enable-record"), have: recordSchema }),
  stored({ ...inZone, kind: v.literal("delete-record"), have: recordSchema }),
  stored({ ...inZone, kind: v.literal("bind-zone"), have: bindingsSchema, want: bindingsSchema }),
  stored({ ...bySwitch, kind: v.literal("switch-on") }),
  stored({ ...bySwitch, kind: v.literal("switch-off"), switchRegion: v.optional(v.string(), "") }),
  stored({ ...inZone, kind: v.literal("set-fall-through"), have: v.boolean(), want: v.boolean() }),
  stored({ ...inZone, kind: v.literal("delete-zone"), have: bindingsSchema }),
  stored({
    ...named,
    kind: v.literal("create-zone"),
    nameKind: v.picklist(["vpc", "default", "custom"]),
    zoneName: v.string(),
    fallsThrough: v.boolean(),
    remark: v.string(),
  }),
  stored({ ...target, kind: v.literal("create-role") }),
]);

export const outcomeSchema: v.GenericSchema<unknown, Outcome> = v.variant("result", [
  stored({
    change: changeSchema,
    result: v.literal("applied"),
    requestId: v.nullable(v.string()),
    sentence: v.string(),
  }),
  stored({ change: changeSchema, result: v.literal("skipped"), code: v.string(), sentence: v.string() }),
  stored({ change: changeSchema, result: v.literal("failed"), failure: failureSchema, sentence: v.string() }),
]);
