import * as v from "valibot";
import { read } from "../../../shared/clouds/reading.ts";
import { Fault } from "../../fault.ts";
import { type Proposal, sameJson } from "../proposal.ts";
import type { AlibabaApi } from "./api.ts";

/** Who may assume the function's role: Function Compute alone. */
const trust = JSON.stringify({
  Version: "1",
  Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: ["fc.aliyuncs.com"] } }],
});

const answer = v.looseObject({ Role: v.looseObject({ AssumeRolePolicyDocument: v.string() }) });

/** The function's role, which Function Compute may assume; one that trusts anybody else is not touched. */
export async function lookAtRole(api: AlibabaApi, role: string): Promise<Proposal> {
  const subject = `role ${role}`;
  if (await trusted(api, role)) return { subject, now: "there, trusts Function Compute alone", change: null };
  return {
    subject,
    now: "not there",
    change: {
      says: `make the RAM role ${role}, which Function Compute may assume`,
      replaces: false,
      async apply() {
        await api.call("ram", "CreateRole", {
          RoleName: role,
          AssumeRolePolicyDocument: trust,
          Description: "Role of the function mooring-reconcile",
        });
        if (!(await trusted(api, role)))
          throw new Fault(`RAM took the role ${role}, but does not show it yet. Run it again in a minute.`);
      },
    },
  };
}

/** Whether the role is there; throws when it trusts others. */
async function trusted(api: AlibabaApi, role: string): Promise<boolean> {
  const found = await api.find("ram", "GetRole", { RoleName: role }, ["EntityNotExist.Role"]);
  if (found === null) return false;
  const own = read("ram:GetRole", answer, found).Role.AssumeRolePolicyDocument;
  if (sameJson(listed(own), trust)) return true;
  throw new Fault(
    `the RAM role ${role} is there and trusts others than Function Compute:\n  it has    ${own}\n  it needs  ${trust}\nNothing was changed. If nobody else uses the role, set its trust policy to the second line, or delete the role; then run it again.`,
  );
}

/** A lone action or service stands for a list of one, in RAM as here. */
function listed(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (key, value: unknown) =>
      (key === "Service" || key === "RAM" || key === "Federated") && typeof value === "string"
        ? [value]
        : key === "Action" && Array.isArray(value) && value.length === 1
          ? value[0]
          : value,
    );
  } catch {
    return text;
  }
}
