import { readAction } from "./pvtz-action.ts";
import { isDomain } from "./zone-name.ts";

export const checkZoneName = readAction({
  name: "CheckZoneName",
  parameters: { ZoneName: { type: "string", required: true, means: "a domain name" } },
  errors: [],
  run: ({ parameters }) => ({ Success: true, Check: isDomain(parameters.string("ZoneName") ?? "") }),
});
