import { readFile } from "node:fs/promises";
import * as v from "valibot";
import type { Estate } from "../shared/model/estate.ts";
import type { Known } from "../shared/model/known.ts";
import { modes, optIns, ruleOutcomes, type Settings } from "../shared/model/settings.ts";
import { approvalSchema } from "../shared/store/objects/approvals.ts";
import { detachmentSchema } from "../shared/store/objects/detachments.ts";
import { inventorySchema } from "../shared/store/objects/inventory.ts";
import { entrySchema } from "../shared/store/objects/ledger.ts";
import { cloudSchema, failureSchema, instantSchema, partSchema } from "../shared/store/objects/schemas.ts";
import { Fault } from "./fault.ts";

const texts = v.array(v.string());
const tags = v.record(v.string(), v.string());

function knownSchema<T>(value: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, Known<T>> {
  return v.union([
    v.looseObject({ known: v.literal(true), value, at: instantSchema }),
    v.looseObject({ known: v.literal(false), reason: v.string(), cause: v.exactOptional(failureSchema) }),
  ]);
}

const nameKindSchema = v.picklist(["vpc", "default", "custom"]);
const acceptSchema = v.looseObject({ accounts: texts, regions: texts, tags });

const matchSchema = v.looseObject({
  accounts: texts,
  regions: texts,
  networks: texts,
  resourceGroups: texts,
  tags,
  registries: texts,
});

const settingsSchema: v.GenericSchema<unknown, Settings> = v.looseObject({
  version: v.literal(1),
  hash: v.string(),
  tag: v.string(),
  registries: v.array(
    v.looseObject({
      alias: v.string(),
      cloud: cloudSchema,
      region: v.string(),
      instance: v.string(),
      parts: v.array(partSchema),
      replicas: texts,
      names: v.array(nameKindSchema),
      customDomains: v.array(v.looseObject({ name: v.string(), mainDomain: v.string() })),
      optIn: v.array(v.picklist(optIns)),
      mode: v.picklist(modes),
      accept: acceptSchema,
      select: v.nullable(v.looseObject({ tags })),
      expect: v.nullable(acceptSchema),
      subnets: v.looseObject({ reserve: v.number(), zones: texts }),
      quota: v.nullable(v.number()),
      createServiceLinkedRole: v.boolean(),
      forwardingResolvers: texts,
    }),
  ),
  rules: v.nullable(
    v.array(
      v.looseObject({ name: v.string(), match: matchSchema, outcome: v.picklist(ruleOutcomes), priority: v.number() }),
    ),
  ),
  exemptions: v.array(
    v.looseObject({
      match: matchSchema,
      reason: v.string(),
      owner: v.string(),
      from: v.nullable(instantSchema),
      until: instantSchema,
    }),
  ),
  limits: v.looseObject({
    inTransition: v.number(),
    attachesPerDay: v.number(),
    failedWritesPerHour: v.number(),
    repairsPerDay: v.number(),
    repointsPerHour: v.number(),
    detachesPerDay: v.number(),
    graceHours: v.number(),
    approvalHours: v.number(),
  }),
});

const networkSchema = v.looseObject({
  cloud: cloudSchema,
  account: v.string(),
  region: v.string(),
  id: v.string(),
  label: v.string(),
  tags,
  available: v.boolean(),
  resourceGroup: v.string(),
  subnetCount: v.nullable(v.number()),
  resolvers: knownSchema(v.looseObject({ provider: v.boolean(), servers: texts })),
  createdAt: instantSchema,
});

const subnetSchema = v.looseObject({
  id: v.string(),
  network: v.string(),
  zone: v.string(),
  cidr: v.string(),
  available: v.boolean(),
  freeAddresses: knownSchema(v.number()),
  tags,
  shared: v.boolean(),
});

const linkSchema = v.looseObject({
  network: v.string(),
  part: partSchema,
  subnet: v.string(),
  address: knownSchema(v.string()),
  state: v.picklist(["ready", "changing"]),
  vendorState: v.string(),
  providerResolved: v.boolean(),
  issue: v.nullable(
    v.looseObject({
      text: v.string(),
      conflictingZone: v.exactOptional(v.string()),
      notAuthorized: v.exactOptional(v.literal(true)),
    }),
  ),
});

const zoneSchema = v.looseObject({
  id: v.string(),
  name: v.string(),
  origin: v.picklist(["customer", "product"]),
  fallsThrough: v.boolean(),
  bindings: v.array(
    v.looseObject({ network: v.string(), region: v.string(), account: v.nullable(v.string()), kind: v.string() }),
  ),
  records: v.array(
    v.looseObject({
      id: v.string(),
      host: v.string(),
      type: v.string(),
      value: v.string(),
      ttl: v.number(),
      enabled: v.boolean(),
      remark: v.string(),
    }),
  ),
  remark: v.string(),
  revision: v.string(),
});

const resolutionSchema = v.looseObject({
  network: v.string(),
  part: partSchema,
  name: v.string(),
  switch: v.nullable(
    v.looseObject({
      state: v.picklist(["on", "off", "error", "unclear"]),
      vendorState: v.string(),
      elsewhere: v.nullable(v.string()),
    }),
  ),
  forwarding: v.nullable(
    v.looseObject({ id: v.string(), zone: v.string(), servers: texts, ofZone: v.exactOptional(v.literal(true)) }),
  ),
  zones: v.array(zoneSchema),
});

const registrySchema = v.looseObject({
  alias: v.string(),
  looked: v.boolean(),
  instance: knownSchema(
    v.looseObject({
      running: v.boolean(),
      vendorState: v.string(),
      edition: v.string(),
      replicas: texts,
      otherAccounts: v.picklist(["shared-subnets", "none"]),
    }),
  ),
  quota: knownSchema(v.looseObject({ links: v.number(), used: v.number(), assumed: v.boolean() })),
  parts: v.array(
    v.looseObject({
      part: partSchema,
      view: knownSchema(
        v.looseObject({
          part: partSchema,
          names: v.array(v.looseObject({ name: v.string(), kind: nameKindSchema })),
          links: v.array(linkSchema),
        }),
      ),
    }),
  ),
  resolutions: v.array(
    v.looseObject({
      network: v.string(),
      part: partSchema,
      name: v.string(),
      resolution: knownSchema(resolutionSchema),
    }),
  ),
});

const accountSchema = v.looseObject({
  cloud: cloudSchema,
  account: knownSchema(v.string()),
  publishing: knownSchema(
    v.looseObject({
      service: v.picklist(["open", "closed", "in-debt"]),
      vendorState: v.string(),
      authorized: v.nullable(v.boolean()),
    }),
  ),
  zones: knownSchema(
    v.looseObject({
      count: v.number(),
      limit: v.number(),
      layout: v.picklist(["name", "main-domain"]),
      price: v.nullable(v.string()),
    }),
  ),
});

const regionSchema = v.looseObject({
  cloud: cloudSchema,
  region: v.string(),
  ids: v.nullable(texts),
  shared: v.exactOptional(v.literal(true)),
  networks: knownSchema(v.array(networkSchema)),
});

const notAsked = { known: false as const, reason: "the estate was saved by an earlier version" };

const editSchema = { at: instantSchema, by: v.string(), what: v.string() };

const estateSchema: v.GenericSchema<unknown, Estate> = v.looseObject({
  version: v.literal(1),
  at: instantSchema,
  deployment: v.string(),
  believesRefusals: v.boolean(),
  settings: settingsSchema,
  accounts: v.array(accountSchema),
  registries: v.array(registrySchema),
  regions: v.array(regionSchema),
  subnets: v.array(
    v.looseObject({ cloud: cloudSchema, network: v.string(), subnets: knownSchema(v.array(subnetSchema)) }),
  ),
  ledger: knownSchema(v.array(entrySchema)),
  carried: v.array(
    v.looseObject({
      registry: v.string(),
      network: v.string(),
      part: partSchema,
      name: v.string(),
      address: v.string(),
      at: instantSchema,
    }),
  ),
  // Absent in estates of earlier versions.
  edits: v.optional(
    v.array(
      v.union([
        v.looseObject({
          zone: v.string(),
          ...editSchema,
          hosts: v.exactOptional(v.array(v.string())),
          ofZone: v.exactOptional(v.literal(true)),
        }),
        v.looseObject({ registry: v.string(), network: v.string(), part: partSchema, name: v.string(), ...editSchema }),
        v.looseObject({ registry: v.string(), network: v.string(), part: partSchema, ...editSchema }),
      ]),
    ),
    [],
  ),
  listed: v.optional(
    v.array(v.looseObject({ cloud: cloudSchema, region: v.string(), networks: knownSchema(v.number()) })),
    [],
  ),
  refusedDeletions: v.optional(texts, []),
  reread: v.optional(v.array(regionSchema), []),
  inventory: v.optional(knownSchema(v.array(inventorySchema)), notAsked),
  detachments: v.optional(knownSchema(v.array(detachmentSchema)), notAsked),
  approvals: v.optional(knownSchema(v.array(approvalSchema)), notAsked),
});

/** The estate in a file that `mooring observe` wrote; anything else is refused with the place where it differs. */
export async function readEstate(path: string): Promise<Estate> {
  const next = `make one with "mooring observe --out ${path}"`;
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    const because = error instanceof Error ? error.message : String(error);
    throw new Fault(`the estate ${path} could not be read: ${because}; ${next}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault(`${path} is no estate, or not the whole of one: it is not JSON; ${next}`);
  }
  const parsed = v.safeParse(estateSchema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Fault(`${path} is no estate: at ${v.getDotPath(issue) ?? "its top"}: ${issue.message}; ${next}`);
}
