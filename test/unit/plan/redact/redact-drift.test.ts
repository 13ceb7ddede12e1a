import { expect, it } from "vitest";
import type { Estate } from "../../../../shared/model/estate.ts";
import { known } from "../../../../shared/model/known.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import { redact } from "../../../../shared/plan/redact/redact.ts";
import { at, entryOf, estateOf, linkOf, minutesAgo, publishedOf, recordOf, zoneOf } from "../estate-of.ts";
import { switchEstate } from "../name/switch-estate.ts";

/** What a plan decides, without a word that a stand-in may stand for. */
function decided(estate: Estate) {
  const made = guard(plan(estate), estate, "full");
  const names = made.findings.flatMap(({ parts }) => parts.flatMap((part) => part.names));
  return {
    changes: made.changes.map(({ kind }) => kind),
    held: made.held.map(({ code }) => code),
    codes: names.map(({ code }) => code),
    changed: names.map(({ changed }) => changed?.at ?? null),
  };
}

/** The estate with something else seen of its names. */
function seeing(estate: Estate, differs: object): Estate {
  return {
    ...estate,
    registries: estate.registries.map((view) => ({
      ...view,
      resolutions: view.resolutions.map((one) =>
        one.resolution.known ? { ...one, resolution: known({ ...one.resolution.value, ...differs }, at) } : one,
      ),
    })),
  };
}

const edit = { zone: "zone-1", at: minutesAgo(3), by: "ram-user/carol", what: "update secretive record" };
const failure = (change: string, kind: "denied" | "conflict") => ({
  at: minutesAgo(5),
  change,
  failure: { kind, call: "x:Y", code: "No", message: "carol may not" },
});

it.each<[string, Estate]>([
  ["who changed a zone", estateOf({ edits: [edit], zones: [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })] })],
  [
    "a forwarding rule",
    seeing(estateOf(), { forwarding: { id: "rule-carol", zone: "aliyuncs.com", servers: ["10.9.9.9", "carol:53"] } }),
  ],
  [
    "a rule more specific than the zone",
    seeing(estateOf({ zones: [zoneOf({ name: "cr.aliyuncs.com", records: [recordOf({ host: "*" })] })] }), {
      forwarding: { id: "rule-carol", zone: "cn-hangzhou.cr.aliyuncs.com", servers: [] },
    }),
  ],
  [
    "another region",
    seeing(switchEstate(), { switch: { state: "on", vendorState: "ENABLED", elsewhere: "ap-beijing" } }),
  ],
  [
    "a role that was refused",
    estateOf({
      publishing: known({ service: "open", vendorState: "OPENED", authorized: false }, at),
      ledger: [entryOf({ failures: [failure("create-role alibaba 1001", "denied")] })],
    }),
  ],
  [
    "a role that is missing",
    estateOf({
      publishing: known({ service: "open", vendorState: "OPENED", authorized: false }, at),
      links: [linkOf({ issue: { text: "carol's role", notAuthorized: true } })],
      ledger: [entryOf({ names: [publishedOf({ baseline: null })] })],
      zones: [],
    }),
  ],
  [
    "a binding that was refused",
    estateOf({
      zones: [zoneOf({ bindings: [] })],
      ledger: [entryOf({ failures: [failure("bind-zone prod/vpc-1/registry zone-1", "conflict")] })],
    }),
  ],
])("redacted, %s decides what it decided, and gives nobody away", (_, estate) => {
  const { estate: shown } = redact(estate);
  expect(decided(shown)).toEqual(decided(estate));
  expect(JSON.stringify(shown)).not.toMatch(/carol|secretive|aliyuncs|rule-|zone-1|"1001"/);
});
