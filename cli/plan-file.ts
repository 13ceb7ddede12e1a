import { readFile, writeFile } from "node:fs/promises";
import * as v from "valibot";
import type { PlanDocument, PlannedChange } from "../shared/model/plan-document.ts";
import { modes } from "../shared/model/settings.ts";
import { changeId } from "../shared/plan/change-id.ts";
import { planDigest } from "../shared/plan/plan-digest.ts";
import { changeSchema } from "../shared/store/objects/change-schema.ts";
import {
  capacitySchema,
  complianceSchema,
  findingSchema,
  noticeSchema,
} from "../shared/store/objects/report-schema.ts";
import { instantSchema } from "../shared/store/objects/schemas.ts";
import { Fault } from "./fault.ts";

/** The version of the plan's format that this Mooring writes, and the only one that it reads. */
const version = 1;

const idSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/), v.description("stands for what the change writes"));
const plannedSchema: v.GenericSchema<unknown, PlannedChange> = v.intersect([
  changeSchema,
  v.looseObject({ id: idSchema }),
]);

/** What `mooring plan --out` writes and `mooring apply` reads; its JSON Schema is in the documentation. */
export const planDocumentSchema: v.GenericSchema<unknown, PlanDocument> = v.looseObject({
  format: v.literal("mooring-plan"),
  version: v.literal(version),
  target: v.pipe(v.string(), v.description("where the calls went, or the saved estate it was planned from")),
  deployment: v.pipe(v.string(), v.description("whose ledger entries are its own")),
  mode: v.pipe(v.picklist(modes), v.description("the ceiling for every registry's own mode")),
  at: v.pipe(instantSchema, v.description("when what it was planned from was observed")),
  settings: v.pipe(v.string(), v.description("hash of the configuration")),
  overrides: v.pipe(
    v.array(v.looseObject({ limit: v.string(), value: v.nullable(v.number()) })),
    v.description("limits that it was planned without"),
  ),
  changes: v.pipe(v.array(plannedSchema), v.description("what would be written, in this order")),
  held: v.pipe(
    v.array(v.looseObject({ change: plannedSchema, code: v.string(), sentence: v.string() })),
    v.description("what is right and not done now, with the limit, mode or doubt that holds it"),
  ),
  findings: v.pipe(v.array(findingSchema), v.description("how each network stands at each registry")),
  notices: v.pipe(v.array(noticeSchema), v.description("what concerns a registry or a region as a whole")),
  compliance: v.pipe(v.array(complianceSchema), v.description("for each registry and account")),
  capacity: v.pipe(v.array(capacitySchema), v.description("what each registry can still take")),
  digest: v.pipe(
    v.string(),
    v.regex(/^[0-9a-f]{64}$/),
    v.description("SHA-256 of all the rest; a plan that was edited is not applied"),
  ),
});

/** Writes a plan where no file is yet: a plan that is being reviewed does not change under the reader's eyes. */
export async function writePlan(path: string, plan: PlanDocument): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(plan, null, 2)}\n`, { flag: "wx" });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new Fault(`${path} is there already, and a plan is never written over; name another file, or remove it`);
    throw new Fault(`the plan could not be written to ${path}: ${messageOf(error)}`);
  }
}

/** The plan in a file that `mooring plan --out` wrote, as it was written; anything else is a `Fault`. */
export async function readPlan(path: string): Promise<PlanDocument> {
  // Where a file is, the next plan must have another: none is written over.
  const next = 'make another with "mooring plan --out <new file>"';
  const text = await planText(path, next);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Fault(`${path} is no plan of Mooring's, or not the whole of one: it is not JSON; ${next}`);
  }
  const head = v.safeParse(v.looseObject({ format: v.literal("mooring-plan"), version: v.number() }), value);
  if (!head.success) throw new Fault(`${path} is no plan of Mooring's; ${next}`);
  if (head.output.version !== version)
    throw new Fault(
      `${path} is a plan in version ${head.output.version} of the format, and this Mooring reads version ${version}; make it anew with the Mooring that applies it`,
    );
  const parsed = v.safeParse(planDocumentSchema, value);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Fault(`${path} is damaged: at ${v.getDotPath(issue) ?? "its top"}: ${issue.message}; ${next}`);
  }
  const plan = parsed.output;
  const altered = plan.changes.find((change) => changeId(change) !== change.id);
  if (altered !== undefined)
    throw new Fault(`${path} was altered: change ${altered.id} is not what its id stands for; ${next}`);
  if (planDigest(head.output) !== plan.digest)
    throw new Fault(`${path} was altered: what it says is not what its digest stands for; ${next}`);
  return plan;
}

async function planText(path: string, next: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Fault(`there is no plan ${path}; make one with "mooring plan --out ${path}"`);
    throw new Fault(`the plan ${path} could not be read: ${messageOf(error)}; ${next}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
