import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planDocumentSchema, readPlan, writePlan } from "../../../cli/plan-file.ts";
import { toJsonSchema } from "../../../shared/config/json-schema.ts";
import type { PlanDocument } from "../../../shared/model/plan-document.ts";
import { planDigest } from "../../../shared/plan/plan-digest.ts";
import { planDocument } from "../../../shared/plan/plan-document.ts";
import { attach, everyChange, plan } from "../report/samples.ts";

const about = { target: "http://127.0.0.1:4580", deployment: "mooring", mode: "full" } as const;
const held = [{ change: attach({ network: "vpc-2" }), code: "held/canary", sentence: "one at a time" }];
const detach = { ...attach(), kind: "detach", subnet: "vsw-1", address: null } as const;
const document: PlanDocument = planDocument(plan({ changes: [...everyChange, detach], held }), {
  ...about,
  overrides: [
    { limit: "attaches-per-day", value: 100 },
    { limit: "canary", value: null },
  ],
});

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mooring-plan-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a plan in a file", () => {
  it("is read as it was written", async () => {
    const path = join(folder, "plan.json");
    await writePlan(path, document);
    expect(await readPlan(path)).toEqual(document);
  });

  it("is never written over", async () => {
    const path = join(folder, "kept.json");
    await writePlan(path, document);
    const before = await readFile(path, "utf8");
    await expect(writePlan(path, { ...document, changes: [] })).rejects.toThrow(/kept\.json is there already/);
    expect(await readFile(path, "utf8")).toBe(before);
    await expect(writePlan(join(folder, "nowhere", "plan.json"), document)).rejects.toThrow(/could not be written/);
  });

  const [first, ...others] = document.changes;
  it.each<[string, unknown, RegExp]>([
    ["nothing", "", /is no plan of Mooring's, .*: it is not JSON; make another with "mooring plan --out <new file>"$/],
    ["half of one", JSON.stringify(document).slice(0, 900), /not the whole of one: it is not JSON; make another/],
    ["something else", { hello: "world" }, /is no plan of Mooring's; make another with .*<new file>"$/],
    ["a report", { ...document, format: undefined }, /is no plan of Mooring's/],
    [
      "one of a later version",
      { ...document, version: 2, changes: "otherwise" },
      /version 2 of the format.*reads version 1/,
    ],
    ["one without its configuration", { ...document, settings: undefined }, /is damaged: at settings/],
    [
      "one with a damaged change",
      { ...document, changes: [{ ...first, part: "all" }] },
      /is damaged: at changes\.0\.part/,
    ],
    [
      "one with an unknown change",
      { ...document, changes: [{ ...first, kind: "destroy" }] },
      /is damaged: at changes\.0/,
    ],
    [
      "one without ids",
      { ...document, changes: plan({ changes: everyChange }).changes },
      /is damaged: at changes\.0\.id/,
    ],
    [
      "one whose change was altered",
      { ...document, changes: [{ ...first, subnet: "vsw-2" }, ...others] },
      /was altered: change [0-9a-f]{12}/,
    ],
    [
      "one whose reason was altered",
      { ...document, changes: [{ ...first, because: "it is harmless" }, ...others] },
      /was altered: what it says is not what its digest stands for; make another/,
    ],
    ["one that was shortened", { ...document, changes: [] }, /was altered: what it says/],
    ["one that says nothing of what is held", { ...document, held: [] }, /was altered: what it says/],
    ["one without its digest", { ...document, digest: undefined }, /is damaged: at digest/],
    ["one whose change says more than is known", { ...document, changes: [{ ...first, also: "x" }] }, /was altered/],
  ])("that is %s is refused in one sentence", async (what, content, sentence) => {
    const path = join(folder, `${what.replaceAll(/\W/g, "-")}.json`);
    await writeFile(path, typeof content === "string" ? content : JSON.stringify(content));
    await expect(readPlan(path)).rejects.toMatchObject({ name: "Fault", message: expect.stringMatching(sentence) });
  });

  it("that is not there is refused", async () => {
    await expect(readPlan(join(folder, "none.json"))).rejects.toThrow(
      /there is no plan .*none\.json; make one with "mooring plan --out .*none\.json"/,
    );
    await expect(readPlan(folder)).rejects.toThrow(/could not be read: EISDIR/);
  });

  it("is the same plan in another layout, with its keys in another order", async () => {
    const path = join(folder, "sorted.json");
    const keys = Object.entries(document).toReversed();
    await writeFile(path, JSON.stringify(Object.fromEntries(keys)));
    expect(await readPlan(path)).toEqual(document);
    expect(planDigest(Object.fromEntries(keys))).toBe(document.digest);
  });
});

describe("the JSON Schema of a plan", () => {
  const made = toJsonSchema(planDocumentSchema, "A plan of Mooring's");
  const accepts = new Ajv({ allErrors: true, validateFormats: false }).compile(made);

  it("in docs is what the schema is now (npm run schema writes it)", async () => {
    const written: unknown = JSON.parse(
      await readFile(new URL("../../../docs/plan.schema.json", import.meta.url), "utf8"),
    );
    expect(written).toEqual(JSON.parse(JSON.stringify(made)));
  });

  it("accepts every plan that is written, and nothing of another format or version", () => {
    expect(accepts(JSON.parse(JSON.stringify(document))), JSON.stringify(accepts.errors)).toBe(true);
    for (const differs of [{ format: "other" }, { version: 2 }, { changes: [{}] }, { at: 0 }])
      expect(accepts({ ...document, ...differs }), JSON.stringify(differs)).toBe(false);
  });
});
