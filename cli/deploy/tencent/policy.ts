import * as v from "valibot";
import { count, id, read } from "../../../shared/clouds/reading.ts";
import { Fault } from "../../fault.ts";
import { type Proposal, sameJson } from "../proposal.ts";
import type { TencentApi } from "./api.ts";

export interface PolicyTarget {
  readonly policy: string;
  readonly role: string;
  readonly document: string;
}

/** Rows of a page; the most that CAM gives. */
const page = 200;

const listed = v.looseObject({
  TotalNum: count,
  List: v.nullish(v.array(v.looseObject({ PolicyId: id, PolicyName: v.string() })), []),
});
const stored = v.looseObject({ PolicyDocument: v.string() });

/** The policy of the role: made, or changed to the new text, which CAM keeps as a new version of its own. */
export async function lookAtPolicy(api: TencentApi, target: PolicyTarget): Promise<Proposal> {
  const { policy, document } = target;
  const subject = `policy ${policy}`;
  const there = await policyIdOf(api, policy);
  if (there === null)
    return {
      subject,
      now: "not there",
      change: {
        says: `make the CAM policy ${policy}`,
        replaces: false,
        async apply() {
          await api.call("cam", "CreatePolicy", {
            PolicyName: policy,
            PolicyDocument: document,
            Description: "Rights of the function mooring-reconcile",
          });
          await confirmed(api, target);
        },
      },
    };
  const current = await documentOf(api, there);
  if (sameJson(current, document)) return { subject, now: "there, up to date", change: null };
  return {
    subject,
    now: "there, with other rights",
    change: {
      says: `change the CAM policy ${policy}:\n      has    ${current}\n      needs  ${document}`,
      replaces: true,
      async apply() {
        await api.call("cam", "UpdatePolicy", { PolicyId: Number(there), PolicyDocument: document });
        await confirmed(api, target);
      },
    },
  };
}

/** Whether the role holds the policy. */
export async function lookAtAttachment(api: TencentApi, { policy, role }: PolicyTarget): Promise<Proposal> {
  const subject = `${policy} on ${role}`;
  if (await attached(api, policy, role)) return { subject, now: "attached", change: null };
  return {
    subject,
    now: "not attached",
    change: {
      says: `attach the policy ${policy} to the role ${role}`,
      replaces: false,
      async apply() {
        const found = await policyIdOf(api, policy);
        if (found === null) throw notShown(policy);
        await api.call("cam", "AttachRolePolicy", { PolicyId: Number(found), AttachRoleName: role });
        if (!(await attached(api, policy, role)))
          throw new Fault(`CAM does not show ${policy} on the role ${role} yet. Run it again in a minute.`);
      },
    },
  };
}

/** CAM finds policies by a part of their names, and tells one's text by its id alone. */
async function policyIdOf(api: TencentApi, name: string): Promise<string | null> {
  for (let at = 1; ; at++) {
    const parameters = { Rp: page, Page: at, Scope: "Local", Keyword: name };
    const { TotalNum, List } = read("cam:ListPolicies", listed, await api.call("cam", "ListPolicies", parameters));
    const found = List.find(({ PolicyName }) => PolicyName === name);
    if (found !== undefined) return found.PolicyId;
    if (List.length === 0 || at * page >= TotalNum) return null;
  }
}

async function documentOf(api: TencentApi, policyId: string): Promise<string> {
  const body = await api.call("cam", "GetPolicy", { PolicyId: Number(policyId) });
  return read("cam:GetPolicy", stored, body).PolicyDocument;
}

async function confirmed(api: TencentApi, { policy, document }: PolicyTarget): Promise<void> {
  const back = await policyIdOf(api, policy);
  if (back === null || !sameJson(await documentOf(api, back), document)) throw notShown(policy);
}

function notShown(policy: string): Fault {
  return new Fault(`CAM took the policy ${policy}, but does not show it yet. Run it again in a minute.`);
}

async function attached(api: TencentApi, policy: string, role: string): Promise<boolean> {
  for (let at = 1; ; at++) {
    const parameters = { Rp: page, Page: at, RoleName: role };
    const body = await api.find("cam", "ListAttachedRolePolicies", parameters, ["InvalidParameter.RoleNotExist"]);
    if (body === null) return false;
    const { TotalNum, List } = read("cam:ListAttachedRolePolicies", listed, body);
    if (List.some(({ PolicyName }) => PolicyName === policy)) return true;
    if (List.length === 0 || at * page >= TotalNum) return false;
  }
}
