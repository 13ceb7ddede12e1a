import { type ActionCall, ApiError } from "../../action.ts";
import type { PrivateZone } from "../../state.ts";
import { zoneNotExists } from "./errors.ts";
import { visibleZones } from "./find.ts";
import { writeAction } from "./pvtz-action.ts";

const zones = {
  ResourceType: { type: "string", required: true, oneOf: ["ZONE"], means: "ZONE" },
  ResourceId: { type: "list", minItems: 1, maxItems: 51, means: "zones" },
} as const;

export const tagResources = writeAction({
  name: "TagResources",
  parameters: {
    ...zones,
    Tag: { type: "objects", fields: ["Key", "Value"], maxItems: 21, means: "tags" },
    OverWrite: { type: "boolean", means: "drops the tags that are not given" },
  },
  errors: [zoneNotExists],
  run(call) {
    for (const { tags } of zonesOf(call)) {
      if (call.parameters.boolean("OverWrite") === true) tags.clear();
      for (const { Key = "", Value = "" } of call.parameters.objects("Tag")) tags.set(Key, Value);
    }
    return {};
  },
});

export const untagResources = writeAction({
  name: "UntagResources",
  parameters: {
    ...zones,
    TagKey: { type: "list", maxItems: 21, means: "keys to take off" },
    All: { type: "boolean", means: "take all tags off when no keys are given" },
  },
  errors: [zoneNotExists],
  run(call) {
    const keys = call.parameters.list("TagKey");
    for (const { tags } of zonesOf(call)) {
      if (keys.length === 0 && call.parameters.boolean("All") === true) tags.clear();
      for (const key of keys) tags.delete(key);
    }
    return {};
  },
});

function zonesOf(call: ActionCall): readonly PrivateZone[] {
  const visible = visibleZones(call);
  return call.parameters.list("ResourceId").map((id) => {
    const zone = visible.find((one) => one.id === id);
    if (zone === undefined) throw new ApiError(zoneNotExists);
    return zone;
  });
}
