import { isIPv4 } from "node:net";
import type { FieldSpec, TencentCall } from "../../../action.ts";
import type { TencentForwardTarget, TencentOutboundEndpoint } from "../../../state.ts";
import { errorsOf, refuse } from "../errors.ts";
import { privatednsAction } from "../privatedns-action.ts";

const forwardIpField = {
  type: "object",
  fields: {
    AccessType: { type: "string", required: true, oneOf: ["CLB", "CCN"] },
    Host: { type: "string", required: true },
    Port: { type: "integer", required: true, minimum: 1, maximum: 65_535 },
    IpNum: { type: "integer", required: true, minimum: 1, maximum: 6 },
    VpcId: { type: "string", required: true },
    SubnetId: { type: "string" },
    AccessGatewayId: { type: "string" },
  },
  means: "the server that is asked; through CCN its subnet and gateway too",
} as const satisfies FieldSpec;

export const createExtendEndpoint = privatednsAction({
  name: "CreateExtendEndpoint",
  access: "write",
  callsPerSecond: 20,
  parameters: {
    EndpointName: { type: "string", required: true, means: "its name" },
    EndpointRegion: { type: "string", required: true, means: "the region of the server that is asked" },
    ForwardIp: forwardIpField,
  },
  errors: errorsOf("InvalidParameter"),
  run(call) {
    const { parameters, account, clock, ids } = call;
    const endpoint: TencentOutboundEndpoint = {
      id: `eid-${ids.letters(10)}`,
      name: parameters.string("EndpointName") ?? "",
      region: parameters.string("EndpointRegion") ?? "",
      createdAt: clock.now(),
      serviceId: null,
      vips: [],
      target: targetOf(call),
    };
    account.outboundEndpoints.set(endpoint.id, endpoint);
    return { EndpointId: endpoint.id, EndpointName: endpoint.name };
  },
});

/** The server of `ForwardIp`, `null` when absent; throws `RefusedError`. */
function targetOf({ parameters, account }: TencentCall): TencentForwardTarget | null {
  const given = parameters.object("ForwardIp");
  if (given === undefined) return null;
  const target: TencentForwardTarget = {
    accessType: given.string("AccessType") === "CCN" ? "CCN" : "CLB",
    host: given.string("Host") ?? "",
    port: given.integer("Port") ?? 0,
    vpcId: given.string("VpcId") ?? "",
    subnetId: given.string("SubnetId") ?? "",
    gatewayId: given.string("AccessGatewayId") ?? "",
  };
  const lacksWay = target.accessType === "CCN" && (target.subnetId === "" || target.gatewayId === "");
  const vpc = account.vpcs.get(target.vpcId);
  if (!isIPv4(target.host) || lacksWay || vpc?.region !== parameters.string("EndpointRegion"))
    refuse("InvalidParameter");
  return target;
}
