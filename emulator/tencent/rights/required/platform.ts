import { resources, type Scope, textOf } from "./right.ts";

/** `InvokeFunction` and what names no function are operation-level ("Serverless Cloud Function", 598/57149). */
export const scfScope: Scope = (asked) => {
  const name = textOf(asked, "FunctionName");
  const space = textOf(asked, "Namespace");
  if (asked.action.name === "InvokeFunction" || name === "") return null;
  return resources(asked, `namespace/${space === "" ? "default" : space}/function`, [name]);
};

/** Event buses; what names none is operation-level. */
export const ebScope: Scope = (asked) => {
  const bus = textOf(asked, "EventBusId");
  return bus === "" ? null : resources(asked, "eventbusid", [bus]);
};
