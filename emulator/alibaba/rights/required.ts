import type { Action, ActionCall } from "../action.ts";
import { crRights } from "./required/cr.ts";
import { eventBridgeRights } from "./required/eventbridge.ts";
import { pvtzRights } from "./required/pvtz.ts";
import { ramRights } from "./required/ram.ts";
import { resourceManagerRights } from "./required/resourcemanager.ts";
import type { Right, Rights } from "./required/right.ts";
import { stsRights } from "./required/sts.ts";
import { tagRights } from "./required/tag.ts";
import { vpcRights } from "./required/vpc.ts";

const all: Readonly<Record<Action["product"], Rights>> = {
  vpc: vpcRights,
  tag: tagRights,
  cr: crRights,
  pvtz: pvtzRights,
  sts: stsRights,
  ram: ramRights,
  resourcemanager: resourceManagerRights,
  eventbridge: eventBridgeRights,
};

/** The actions for which it is said which rights they need; the gateway refuses to run any other. */
export function hasRights({ product, name }: Action): boolean {
  return all[product][name] !== undefined;
}

/** What a caller must be allowed to do for this call, with its parameters; nothing for a call that anybody may make. */
export function requiredRights({ product, name }: Action, call: ActionCall): readonly Right[] {
  const rights = all[product][name];
  if (rights === undefined) throw new Error(`it is not said which rights ${product}:${name} needs`);
  return rights(call);
}
