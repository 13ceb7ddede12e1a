import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { policyDocument } from "../../../cli/deploy/tencent/policy-document.ts";
import { modes } from "../../../shared/model/settings.ts";

const file = (name: string) => readFileSync(new URL(`../../../policies/tencent/${name}.json`, import.meta.url), "utf8");
const one = { region: "ap-guangzhou", instance: "tcr-1" };
const values = { account: "100000000001", appid: "1250000001", bucket: "state-1250000001", registries: [one] };

interface Document {
  readonly statement: readonly { readonly action: readonly string[]; readonly resource: readonly string[] }[];
}
const statements = (text: string) => (JSON.parse(text) as Document).statement;
const actionsOf = (text: string) => statements(text).flatMap(({ action }) => action);
const resourcesOf = (text: string, action: string) =>
  statements(text).flatMap((statement) => (statement.action.includes(action) ? statement.resource : []));

/** Every `product:Action` in the driver's own source. */
function driverCalls(): readonly string[] {
  const folder = new URL("../../../shared/clouds/tencent/", import.meta.url);
  const source = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "utf8"));
  const found = source.flatMap((text) =>
    [...text.matchAll(/"(tcr|vpc|privatedns|sts)(?:",\s*"|:)([A-Z]\w+)"/g)].map(
      ([, product, action]) => `${product}:${action}`,
    ),
  );
  return [...new Set(found)].sort();
}

const writes = ["tcr:CreateInternalEndpointDns", "tcr:DeleteInternalEndpointDns", "tcr:ManageInternalEndpoint"];

/** What only zones of Mooring's own need: the writes, and a read that is made for a write alone. */
const zoneWrites = [
  "AddSpecifyPrivateZoneVpc",
  "CreatePrivateZone",
  "CreatePrivateZoneRecord",
  "DeletePrivateZone",
  "DeletePrivateZoneRecord",
  "DeleteSpecifyPrivateZoneVpc",
  "ModifyPrivateZone",
  "ModifyPrivateZoneRecord",
  "ModifyRecordsStatus",
  "QueryAsyncBindVpcStatus",
].map((action) => `privatedns:${action}`);

describe("the policy of a role on Tencent Cloud", () => {
  test.each(modes)("of mode %s has every place of its file filled and every action kept", (mode) => {
    const document = policyDocument(file(mode), values);
    expect(document).not.toContain("$");
    expect(actionsOf(document)).toEqual(actionsOf(file(mode)));
  });

  test("lets repair and what is above it make every call of the driver's, attach all but zones, observe every read", () => {
    // Taking on a role is a person's own act.
    const calls = driverCalls().filter((call) => call !== "sts:AssumeRole");
    expect(calls).toEqual(
      expect.arrayContaining([...writes, ...zoneWrites, "vpc:DescribeVpcs", "tcr:DescribeInternalEndpoints"]),
    );
    const rights = (mode: string) => actionsOf(file(mode)).filter((action) => !action.startsWith("name/cos:"));
    const without = (others: readonly string[]) => calls.filter((call) => !others.includes(call)).sort();
    for (const mode of ["repair", "full"]) expect(rights(mode).sort()).toEqual([...calls].sort());
    expect(rights("attach").sort()).toEqual(without(zoneWrites));
    expect(rights("observe").sort()).toEqual(without([...zoneWrites, ...writes]));
  });

  test("gives writes on the registries of the configuration alone, replicas' regions included", () => {
    const replica = { ...one, region: "ap-shanghai" };
    const document = policyDocument(file("full"), { ...values, registries: [one, replica] });
    for (const action of writes)
      expect(resourcesOf(document, action)).toEqual([
        "qcs::tcr:ap-guangzhou:uin/100000000001:instance/tcr-1",
        "qcs::tcr:ap-shanghai:uin/100000000001:instance/tcr-1",
      ]);
  });

  test("reaches the store's bucket and no other; observe removes nothing from it", () => {
    for (const mode of modes) {
      const document = policyDocument(file(mode), values);
      for (const action of actionsOf(document).filter((name) => name.includes("cos:")))
        expect(resourcesOf(document, action)).toEqual(["qcs::cos:*:uid/1250000001:state-1250000001/*"]);
      expect(actionsOf(document).includes("name/cos:DeleteObject")).toBe(mode !== "observe");
    }
  });

  test("names everything for actions that CAM checks without a resource, in a statement of their own", () => {
    const plain = new RegExp(
      "^(?:sts|vpc):|" +
        "^privatedns:(?:DescribePrivateZone(?:Service|List)|DescribeForwardRuleList|DescribeAuditLog|" +
        "CreatePrivateZone|(?:Add|Delete)SpecifyPrivateZoneVpc|QueryAsyncBindVpcStatus)$",
    );
    for (const { action, resource } of statements(file("full")))
      expect(resource.includes("*")).toBe(action.every((name) => plain.test(name)));
  });

  test("holds the most links' worth of registries, and refuses before CAM does when there are too many", () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ region: "ap-guangzhou", instance: `tcr-${10_000_000 + index}` }));
    expect(policyDocument(file("full"), { ...values, registries: many(20) }).length).toBeLessThan(6_145);
    expect(() => policyDocument(file("full"), { ...values, registries: many(60) })).toThrow(
      /60 registries are too many/,
    );
  });

  test("is not made with a place that nothing fills", () => {
    const text = file("observe").replace("$" + "{bucket}", "$" + "{bukket}");
    expect(() => policyDocument(text, values)).toThrow(/bukket/);
  });
});
