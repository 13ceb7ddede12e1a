import type { Resource } from "../resource.ts";
import { type Asked, type Scope, textOf } from "./right.ts";

const roleParameters = ["RoleName", "AttachRoleName", "DetachRoleName", "RoleId", "AttachRoleId", "DetachRoleId"];

/** Roles and policies of Cloud Access Management, a product without regions. */
export const camScope: Scope = (asked) => {
  const { call } = asked;
  if (call.settings.camGranularity === "operation") return null;
  const [name] = roleParameters.map((one) => textOf(asked, one)).filter((one) => one !== "");
  return [role(call.account.uin, spellings(asked, call.account.uin, name ?? "*"))];
};

/** Temporary credentials: those of a role are asked for by the role's name or id. */
export const stsScope: Scope = (asked) => {
  if (asked.action.name !== "AssumeRole") return null;
  const [, uin = "", kind = "", name = ""] =
    /^qcs::cam::uin\/(\d+):(roleName|role)\/(?:tencentcloudServiceRole(?:Name)?\/)?(.+)$/.exec(
      textOf(asked, "RoleArn"),
    ) ?? [];
  // Anything else is refused for its form.
  return kind === "" ? [] : [role(uin, spellings(asked, uin, name))];
};

function role(uin: string, names: readonly string[]): Resource {
  return { service: "cam", region: "", owners: [`uin/${uin}`], names };
}

/** A policy may name a role by its name or by its id. */
function spellings({ call }: Asked, uin: string, name: string): readonly string[] {
  const roles = [...(call.state.accounts.get(uin)?.roles.values() ?? [])];
  const found = roles.find((one) => one.name === name || one.id === name);
  return found === undefined ? [`roleName/${name}`] : [`roleName/${found.name}`, `role/${found.id}`];
}
