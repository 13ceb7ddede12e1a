import { isIPv4 } from "node:net";
import { type ActionCall, ApiError, type ParameterSpec } from "../../../action.ts";
import type { ForwardIp } from "../../../state.ts";
import { invalidParameter } from "../errors.ts";

/** The provider keeps these for itself (AddResolverRule, `ForwardIp.N.Ip`). */
const reserved = /^100\.100\.2\.(13[678]|11[678])$/;

export const forwardIpParameter = {
  type: "objects",
  fields: ["Ip", "Port"],
  maxItems: 6,
  means: "servers that are asked, at most 6, none of the provider's own",
} as const satisfies ParameterSpec;

/** The servers of `ForwardIp`; throws `ApiError`. */
export function givenForwardIps({ parameters }: ActionCall): readonly ForwardIp[] {
  return parameters.objects("ForwardIp").map(({ Ip: ip = "", Port: port = "" }) => {
    const valid = isIPv4(ip) && !reserved.test(ip) && /^\d{1,5}$/.test(port) && Number(port) > 0;
    if (!valid || Number(port) > 65_535) throw new ApiError(invalidParameter);
    return { ip, port: Number(port) };
  });
}
