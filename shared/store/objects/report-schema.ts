import * as v from "valibot";
import { type Finding, states } from "../../model/finding.ts";
import type { Deed } from "../../model/hint.ts";
import type { Report } from "../../model/report.ts";
import { modes } from "../../model/settings.ts";
import { changeSchema, outcomeSchema } from "./change-schema.ts";
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
          changed: v.optional(v.nullable(stored(changedSchema)), null),
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
  notices: v.array(
    stored({
      registry: v.nullable(v.string()),
      code: v.string(),
      sentence: v.string(),
      failure: v.exactOptional(failureSchema),
    }),
  ),
  leftUndone: v.array(v.string()),
  calls: v.record(v.string(), v.number()),
});
