import * as v from "valibot";
import { read } from "../../../shared/clouds/reading.ts";
import { Fault } from "../../fault.ts";
import { type Proposal, sameJson } from "../proposal.ts";
import type { TencentApi } from "./api.ts";

/** Who may assume the function's role: SCF alone. https://www.tencentcloud.com/document/product/583/32748 */
const trust = JSON.stringify({
  version: "2.0",
  statement: [{ action: "name/sts:AssumeRole", effect: "allow", principal: { service: ["scf.qcloud.com"] } }],
});

const answer = v.looseObject({ RoleInfo: v.looseObject({ PolicyDocument: v.string() }) });

/** The function's role, which SCF may assume; one that trusts anybody else is not touched. */
export async function lookAtRole(api: TencentApi, role: string): Promise<Proposal> {
  const subject = `role ${role}`;
  if (await trusted(api, role)) return { subject, now: "there, trusts SCF alone", change: null };
  return {
    subject,
    now: "not there",
    change: {
      says: `make the CAM role ${role}, which SCF may assume`,
      replaces: false,
      async apply() {
        await api.call("cam", "CreateRole", {
          RoleName: role,
          PolicyDocument: trust,
          Description: "Role of the function mooring-reconcile",
        });
        if (!(await trusted(api, role)))
          throw new Fault(`CAM took the role ${role}, but does not show it yet. Run it again in a minute.`);
      },
    },
  };
}

/** Whether the role is there; throws when it trusts others. */
async function trusted(api: TencentApi, role: string): Promise<boolean> {
  const found = await api.find("cam", "GetRole", { RoleName: role }, ["InvalidParameter.RoleNotExist"]);
  if (found === null) return false;
  const own = read("cam:GetRole", answer, found).RoleInfo.PolicyDocument;
  if (sameJson(listed(own), listed(trust))) return true;
  throw new Fault(
    `the CAM role ${role} is there and trusts others than SCF:\n  it has    ${own}\n  it needs  ${trust}\nNothing was changed. If nobody else uses the role, set its trust policy to the second line, or delete the role; then run it again.`,
  );
}

/** A lone action or service stands for a list of one, and `name/` before an action for nothing. */
function listed(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (key, value: unknown) => {
      if (key !== "action" && key !== "service") return value;
      const list: readonly unknown[] = Array.isArray(value) ? value : [value];
      return list.map((one) => (typeof one === "string" ? one.replace(/^name\//, "") : one));
    });
  } catch {
    return text;
  }
}
