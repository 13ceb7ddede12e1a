import type { TencentAction } from "../../action.ts";
import { deleteFunction, getFunction, listFunctions } from "./functions.ts";
import { invoke, invokeFunction } from "./invoke.ts";
import { createTrigger, deleteTrigger, listTriggers } from "./triggers.ts";

/** SCF 2018-04-16. A function is created by deploying it, since its code is a folder here. */
export const scfActions: readonly TencentAction[] = [
  invoke,
  invokeFunction,
  getFunction,
  listFunctions,
  deleteFunction,
  createTrigger,
  listTriggers,
  deleteTrigger,
];
