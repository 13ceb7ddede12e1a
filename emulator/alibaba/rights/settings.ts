import { setting } from "../../settings.ts";

export const rightsSettings = {
  deniedCode: setting({
    name: "deniedCode",
    values: ["NoPermission", "Forbidden.RAM"],
    means: "the code of a call that no policy allows, outside Container Registry, which says NoPrivilege",
    row: "alibaba 6.5, 10.21",
  }),
  privateZoneResources: setting({
    name: "privateZoneResources",
    values: ["records-unscoped", "zones", "unscoped"],
    means:
      "what PrivateZone checks rights on: zones, but anything for calls that carry a record's id alone; zones always; anything always",
    row: "alibaba 7, 11.9",
  }),
  instanceListResource: setting({
    name: "instanceListResource",
    values: ["instances", "any"],
    means: "what ListInstance checks rights on: all instances of the region, or anything",
    row: "alibaba 7, 11.9",
  }),
  linkedRoleRight: setting({
    name: "linkedRoleRight",
    values: ["checked", "unchecked"],
    means: "whether a link whose call creates the service-linked role needs ram:CreateServiceLinkedRole of its caller",
    row: "alibaba 7, 11.3",
  }),
} as const;
