import { ApiError } from "../../../action.ts";
import { rulesThrough } from "../../../zones/resolver-edit.ts";
import { resolverWriteAction } from "../pvtz-action.ts";
import { endpointNotExists, inUse } from "./errors.ts";
import { endpointIdParameter, endpointOf } from "./find.ts";
import { freeIpConfigs } from "./ip-configs.ts";

export const deleteResolverEndpoint = resolverWriteAction({
  name: "DeleteResolverEndpoint",
  parameters: { EndpointId: endpointIdParameter },
  errors: [endpointNotExists],
  run(call, editor) {
    const endpoint = endpointOf(call);
    const used = rulesThrough(call.account, endpoint).length > 0;
    if (used && call.settings.usedResolverDelete === "refused") throw new ApiError(inUse);
    freeIpConfigs(call, endpoint);
    editor.removeEndpoint(endpoint);
    return {};
  },
});
