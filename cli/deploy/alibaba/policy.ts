import * as v from "valibot";
import { read } from "../../../shared/clouds/reading.ts";
import { Fault } from "../../fault.ts";
import { type Proposal, sameJson } from "../proposal.ts";
import type { AlibabaApi } from "./api.ts";

export interface PolicyTarget {
  readonly policy: string;
  readonly role: string;
  readonly document: string;
}

/** A custom policy keeps so many versions: https://www.alibabacloud.com/help/en/ram/product-overview/limits */
const mostVersions = 5;

const policyAnswer = v.looseObject({ DefaultPolicyVersion: v.looseObject({ PolicyDocument: v.string() }) });
const versionsAnswer = v.looseObject({
  PolicyVersions: v.looseObject({
    PolicyVersion: v.array(v.looseObject({ VersionId: v.string(), IsDefaultVersion: v.boolean() })),
  }),
});
const attachedAnswer = v.looseObject({
  Policies: v.looseObject({
    Policy: v.array(v.looseObject({ PolicyName: v.string(), PolicyType: v.string() })),
  }),
});

/** The policy of the role: made, or brought up to date by a new default version, so that the old one can be taken back. */
export async function lookAtPolicy(api: AlibabaApi, target: PolicyTarget): Promise<Proposal> {
  const { policy, document } = target;
  const subject = `policy ${policy}`;
  const current = await currentDocument(api, policy);
  if (current === null)
    return {
      subject,
      now: "not there",
      change: {
        says: `make the RAM policy ${policy}`,
        replaces: false,
        async apply() {
          await api.call("ram", "CreatePolicy", {
            PolicyName: policy,
            PolicyDocument: document,
            Description: "Rights of the function mooring-reconcile",
          });
          await confirmed(api, target);
        },
      },
    };
  if (sameJson(current, document)) return { subject, now: "there, up to date", change: null };
  return {
    subject,
    now: "there, with other rights",
    change: {
      says: `give the RAM policy ${policy} a new default version:\n      has    ${current}\n      needs  ${document}`,
      replaces: true,
      async apply() {
        await makeRoom(api, policy);
        await api.call("ram", "CreatePolicyVersion", {
          PolicyName: policy,
          PolicyDocument: document,
          SetAsDefault: true,
        });
        await confirmed(api, target);
      },
    },
  };
}

/** Whether the role holds the policy. */
export async function lookAtAttachment(api: AlibabaApi, { policy, role }: PolicyTarget): Promise<Proposal> {
  const subject = `${policy} on ${role}`;
  if (await attached(api, policy, role)) return { subject, now: "attached", change: null };
  return {
    subject,
    now: "not attached",
    change: {
      says: `attach the policy ${policy} to the role ${role}`,
      replaces: false,
      async apply() {
        await api.call("ram", "AttachPolicyToRole", { PolicyType: "Custom", PolicyName: policy, RoleName: role });
        if (!(await attached(api, policy, role)))
          throw new Fault(`RAM does not show ${policy} on the role ${role} yet. Run it again in a minute.`);
      },
    },
  };
}

async function currentDocument(api: AlibabaApi, policy: string): Promise<string | null> {
  const found = await api.find("ram", "GetPolicy", { PolicyName: policy, PolicyType: "Custom" }, [
    "EntityNotExist.Policy",
  ]);
  return found === null ? null : read("ram:GetPolicy", policyAnswer, found).DefaultPolicyVersion.PolicyDocument;
}

async function confirmed(api: AlibabaApi, { policy, document }: PolicyTarget): Promise<void> {
  const back = await currentDocument(api, policy);
  if (back === null || !sameJson(back, document))
    throw new Fault(`RAM took the policy ${policy}, but does not show it yet. Run it again in a minute.`);
}

async function makeRoom(api: AlibabaApi, policy: string): Promise<void> {
  const body = await api.call("ram", "ListPolicyVersions", { PolicyName: policy, PolicyType: "Custom" });
  const versions = read("ram:ListPolicyVersions", versionsAnswer, body).PolicyVersions.PolicyVersion;
  if (versions.length < mostVersions) return;
  // Numbers only grow: v9 is older than v10.
  const [oldest] = versions
    .filter(({ IsDefaultVersion }) => !IsDefaultVersion)
    .sort((a, b) => Number(a.VersionId.slice(1)) - Number(b.VersionId.slice(1)));
  if (oldest !== undefined)
    await api.call("ram", "DeletePolicyVersion", { PolicyName: policy, VersionId: oldest.VersionId });
}

async function attached(api: AlibabaApi, policy: string, role: string): Promise<boolean> {
  const body = await api.find("ram", "ListPoliciesForRole", { RoleName: role }, ["EntityNotExist.Role"]);
  if (body === null) return false;
  return read("ram:ListPoliciesForRole", attachedAnswer, body).Policies.Policy.some(
    ({ PolicyName, PolicyType }) => PolicyType === "Custom" && PolicyName === policy,
  );
}
