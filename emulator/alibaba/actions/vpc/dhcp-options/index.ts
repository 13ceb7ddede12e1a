import type { Action } from "../../../action.ts";
import { attachDhcpOptionsSetToVpc } from "./attach.ts";
import { createDhcpOptionsSet } from "./create.ts";
import { deleteDhcpOptionsSet } from "./delete.ts";
import { detachDhcpOptionsSetFromVpc } from "./detach.ts";
import { getDhcpOptionsSet } from "./get.ts";
import { listDhcpOptionsSets } from "./list.ts";
import { replaceVpcDhcpOptionsSet } from "./replace.ts";
import { updateDhcpOptionsSetAttribute } from "./update.ts";

/** DHCP options sets: the resolvers that a VPC's instances are told. */
export const dhcpOptionsActions: readonly Action[] = [
  createDhcpOptionsSet,
  deleteDhcpOptionsSet,
  listDhcpOptionsSets,
  getDhcpOptionsSet,
  updateDhcpOptionsSetAttribute,
  attachDhcpOptionsSetToVpc,
  detachDhcpOptionsSetFromVpc,
  replaceVpcDhcpOptionsSet,
];
