import type { ActionCall, ParameterSpec } from "../../../action.ts";
import type { Account, Vpc } from "../../../state.ts";
import { dhcpErrors } from "./errors.ts";
import { setParameters, writeParameters } from "./parameters.ts";

/** What the calls about one VPC and its set take. */
export const associationParameters = {
  ...setParameters,
  VpcId: { type: "string", required: true, means: "the VPC" },
  ...writeParameters,
} as const satisfies Record<string, ParameterSpec>;

/** Refusals that those calls have alike. */
export const associationErrors = [
  dhcpErrors.notFound,
  dhcpErrors.notReady,
  dhcpErrors.vpcNotFound,
  dhcpErrors.vpcNotReady,
] as const;

/** What an audit event names. */
export function associationResources({ parameters }: ActionCall): Readonly<Record<string, readonly string[]>> {
  return {
    "ACS::VPC::DhcpOptionsSet": [parameters.string("DhcpOptionsSetId") ?? ""],
    "ACS::VPC::VPC": [parameters.string("VpcId") ?? ""],
  };
}

type Steps = Pick<ActionCall, "settings" | "clock" | "changed">;

/** Puts a set into force in the VPC, or takes its set out of force with an empty id, once it is no longer Pending. */
export function associate(steps: Steps, vpc: Vpc, id: string): void {
  vpc.dhcpOptionsSetNext = id;
  if (steps.settings.resolverChangeMs === 0) finish(vpc);
  else continueAssociation(steps, vpc);
}

/** Lets an association that is under way come to its end. */
export function continueAssociation({ settings, clock, changed }: Steps, vpc: Vpc): void {
  if (vpc.dhcpOptionsSetNext === null) return;
  clock.after(settings.resolverChangeMs, () => {
    finish(vpc);
    changed();
  });
}

function finish(vpc: Vpc): void {
  vpc.dhcpOptionsSetId = vpc.dhcpOptionsSetNext ?? vpc.dhcpOptionsSetId;
  vpc.dhcpOptionsSetNext = null;
}

/** The VPCs that have the set or are getting or losing it. */
export function associated({ vpcs }: Account, id: string): readonly Vpc[] {
  return [...vpcs.values()].filter((vpc) => vpc.dhcpOptionsSetId === id || vpc.dhcpOptionsSetNext === id);
}

/** The set that a VPC shows: the one that is coming before the one that is there. */
export function shownSetId({ dhcpOptionsSetId, dhcpOptionsSetNext }: Vpc): string {
  return dhcpOptionsSetNext === null || dhcpOptionsSetNext === "" ? dhcpOptionsSetId : dhcpOptionsSetNext;
}

/** `DhcpOptionsSetStatus` of a VPC. */
export function associationStatus({ dhcpOptionsSetId, dhcpOptionsSetNext }: Vpc): "Pending" | "InUse" | "Available" {
  if (dhcpOptionsSetNext !== null) return "Pending";
  return dhcpOptionsSetId === "" ? "Available" : "InUse";
}
