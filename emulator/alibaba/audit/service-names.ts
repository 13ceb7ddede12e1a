import type { Product } from "../action.ts";

/** `serviceName` of a record. */
export const serviceNames: Readonly<Record<Product, string>> = {
  vpc: "Vpc",
  tag: "Tag",
  cr: "Cr",
  pvtz: "PrivateZone",
  sts: "Sts",
  ram: "Ram",
  resourcemanager: "ResourceManager",
  eventbridge: "EventBridge",
};
