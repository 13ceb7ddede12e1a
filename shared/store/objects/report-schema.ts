import * as v from "valibot";
import type { Capacity, Room } from "../../model/capacity.ts";
import type { Compliance, ExemptNetwork } from "../../model/compliance.ts";
import { type Finding, states } from "../../model/finding.ts";
import type { Deed } from "../../model/hint.ts";
import type { Notice } from "../../model/plan.ts";
import type { Report } from "../../model/report.ts";
import { modes } from "../../model/settings.ts";
import { changeSchema, outcomeSchema } from "./change-schema.ts";
import { overrideSchema } from "./overrides.ts";
import { cloudSchema, failureSchema, instantSchema, partSchema, stored } from "./schemas.ts";

/** Who did what, and when. */
const changedSchema = { by: v.string(), at: instantSchema, what: v.string() };

const judged = { state: v.picklist(states), code: v.string(), sentence: v.string() };

export const findingSchema: v.GenericSchema<unknown, Finding> = stored({
  ...judged,
  registry: v.nullable(v.string()),
  cloud: cloudSchema,
  account: v.string(),
  region: v.string(),
  network: v.string(),
  label: v.string(),
  // Absent in reports of earlier versions.
  rule: v.optional(v.nullable(v.string()), null),
  parts: v.array(
    stored({
      ...judged,
      part: partSchema,
      subnet: v.nullable(v.string()),
      address: v.nullable(v.string()),
      owned: v.boolean(),
      names: v.array(
        stored({
          ...judged,
          name: v.string(),
          part: partSchema,
          address: v.nullable(v.string()),
          answers: v.array(v.string()),
          // Absent in reports of earlier versions.
          since: v.optional(v.nullable(instantSchema), null),
          changed: v.optional(v.nullable(stored({ ...changedSchema, ofZone: v.exactOptional(v.literal(true)) })), null),
        }),
      ),
      failure: v.exactOptional(failureSchema),
    }),
  ),
  since: v.exactOptional(instantSchema),
});

export const deedSchema: v.GenericSchema<unknown, Deed> = stored({
  ...changedSchema,
  did: v.picklist(["link", "name-on", "name-off", "zone", "rule", "resolvers"]),
  networks: v.array(v.string()),
  zones: v.array(v.string()),
  registry: v.nullable(v.string()),
  part: v.nullable(partSchema),
  nameKind: v.nullable(v.picklist(["vpc", "default", "custom"])),
});

const exemptSchema: v.GenericSchema<unknown, ExemptNetwork> = stored({
  network: v.string(),
  reason: v.string(),
  owner: v.string(),
  until: instantSchema,
});

export const complianceSchema: v.GenericSchema<unknown, Compliance> = stored({
  registry: v.string(),
  account: v.string(),
  expected: v.number(),
  moored: v.number(),
  exempt: v.number(),
  failing: v.number(),
  unknown: v.number(),
  networks: stored({
    moored: v.array(v.string()),
    exempt: v.array(exemptSchema),
    failing: v.array(v.string()),
    unknown: v.array(v.string()),
  }),
  unread: v.array(v.string()),
});

const roomSchema: v.GenericSchema<unknown, Room> = stored({
  used: v.number(),
  limit: v.nullable(v.number()),
  source: v.picklist(["vendor", "assumed", "configured", "unknown"]),
});

export const capacitySchema: v.GenericSchema<unknown, Capacity> = stored({
  registry: v.string(),
  links: v.nullable(roomSchema),
  needed: v.number(),
  waiting: v.array(v.string()),
  unapproved: v.optional(v.array(v.string()), []),
  zones: v.nullable(roomSchema),
  subnets: v.array(stored({ network: v.string(), subnet: v.string(), free: v.nullable(v.number()) })),
});

export const noticeSchema: v.GenericSchema<unknown, Notice> = stored({
  registry: v.nullable(v.string()),
  code: v.string(),
  sentence: v.string(),
  failure: v.exactOptional(failureSchema),
});

export const reportSchema: v.GenericSchema<unknown, Report> = stored({
  version: v.literal(1),
  pass: v.string(),
  deployment: v.string(),
  target: v.string(),
  mode: v.picklist(modes),
  trigger: stored({
    kind: v.picklist(["timer", "shard", "event", "command"]),
    depth: v.picklist(["frequent", "full"]),
    ids: v.array(v.string()),
  }),
  startedAt: instantSchema,
  finishedAt: instantSchema,
  settings: v.string(),
  findings: v.array(findingSchema),
  outcomes: v.array(outcomeSchema),
  held: v.array(stored({ change: changeSchema, code: v.string(), sentence: v.string() })),
  notices: v.array(noticeSchema),
  // Absent in reports of earlier versions, as the two below.
  compliance: v.optional(v.array(complianceSchema), []),
  capacity: v.optional(v.array(capacitySchema), []),
  overrides: v.optional(v.array(overrideSchema), []),
  leftUndone: v.array(v.string()),
  calls: v.record(v.string(), v.number()),
});
