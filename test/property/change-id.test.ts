import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change } from "../../shared/model/change.ts";
import { changeId } from "../../shared/plan/change-id.ts";
import { plan } from "../../shared/plan/plan.ts";
import { planDocument } from "../../shared/plan/plan-document.ts";
import { attach, everyChange, plan as samplePlan } from "../unit/report/samples.ts";
import { shuffled } from "./alterations.ts";
import { seas, seen } from "./seas.ts";

type Path = readonly string[];
const detach: Change = { ...attach(), kind: "detach", subnet: "vsw-1", address: "192.168.0.9" };
const all = [...everyChange, detach];

/** Fields that do not tell what is written, and all but two of a role, which is the account's. */
const beside = new Set(["because", "registry", "revision", "first", "repoints", "remark"]);
const tells = (change: Change, [field = "", ...deeper]: Path) =>
  change.kind === "create-role" ? ["cloud", "account"].includes(field) : !beside.has(deeper.at(-1) ?? field);

/** Where a change holds something that can be something else; its kind is what it is. */
function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return path[0] === "kind" ? [] : [path];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

function altered(value: unknown, [key, ...deeper]: Path): unknown {
  if (key === undefined) return typeof value === "number" ? value + 1 : value === true ? false : `${String(value)}x`;
  if (Array.isArray(value))
    return value.map((inner, index) => (String(index) === key ? altered(inner, deeper) : inner));
  if (typeof value !== "object" || value === null) throw new Error(`${key} is in no object`);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? altered(inner, deeper) : inner]),
  );
}

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, reversed(inner)] as const)
      .reverse(),
  );
};

describe("the id of a change", () => {
  it("is twelve hexadecimal digits, another one for each kind of write", () => {
    const ids = all.map(changeId);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(all.length);
  });

  it.each(all.flatMap((change) => leaves(change).map((path) => [change.kind, path.join("."), change, path] as const)))(
    "of a %s: another one when %s is another, unless that tells nothing of the write",
    (_kind, _field, change, path) => {
      // Only the value of one field differs, so it is a change still.
      const other = altered(change, path) as Change;
      if (tells(change, path)) expect(changeId(other)).not.toBe(changeId(change));
      else expect(changeId(other)).toBe(changeId(change));
    },
  );

  it("is the same for a change that carries it", () => {
    const about = { target: "t", deployment: "mooring", mode: "full", overrides: [] } as const;
    const { changes } = planDocument(samplePlan({ changes: all }), about);
    for (const change of changes) expect(changeId(change)).toBe(change.id);
  });

  it("does not depend on the order of fields or of the networks that a zone is bound to", () => {
    for (const change of all) expect(changeId(reversed(change) as Change)).toBe(changeId(change));
  });

  it("is the same for the same write planned twice, whatever the order of what was observed", () => {
    fc.assert(
      fc.property(seas, fc.integer(), (sea, seed) => {
        const estate = seen(sea);
        const ids = plan(estate).changes.map(changeId);
        expect(plan(shuffled(estate, seed)).changes.map(changeId)).toEqual(ids);
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { seed: 20260105, numRuns: 150 },
    );
  });
});
