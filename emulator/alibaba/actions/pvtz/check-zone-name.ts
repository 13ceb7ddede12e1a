import { readAction } from "./pvtz-action.ts";
import { isZoneName } from "./zone-name.ts";

export const checkZoneName = readAction({
  name: "CheckZoneName",
  parameters: { ZoneName: { type: "string", required: true } },
  errors: [],
  run: ({ parameters }) => ({ Success: true, Check: isZoneName(parameters.string("ZoneName") ?? "") }),
});
