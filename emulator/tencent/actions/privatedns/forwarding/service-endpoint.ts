import type { FieldSpec, TencentCall } from "../../../action.ts";
import type { TencentOutboundEndpoint } from "../../../state.ts";

/** What both calls that make an endpoint of a VPC endpoint service take. */
export const serviceEndpointFields = {
  EndPointName: { type: "string", required: true, means: "its name" },
  EndPointRegion: { type: "string", required: true, means: "the region of the endpoint service" },
  IpNum: { type: "integer", minimum: 1, maximum: 6, means: "how many addresses it gets; 1 when absent" },
} as const satisfies Readonly<Record<string, FieldSpec>>;

/** Makes the endpoint, and answers what both calls answer. */
export function makeServiceEndpoint({ parameters, account, clock, ids }: TencentCall, serviceId: string) {
  const before = [...account.outboundEndpoints.values()].flatMap(({ vips }) => vips).length;
  const endpoint: TencentOutboundEndpoint = {
    id: `eid-${ids.letters(10)}`,
    name: parameters.string("EndPointName") ?? "",
    region: parameters.string("EndPointRegion") ?? "",
    createdAt: clock.now(),
    serviceId,
    vips: Array.from({ length: parameters.integer("IpNum") ?? 1 }, (_, at) => addressAt(before + at)),
    target: null,
  };
  account.outboundEndpoints.set(endpoint.id, endpoint);
  return {
    EndPointId: endpoint.id,
    EndPointName: endpoint.name,
    EndPointServiceId: serviceId,
    EndPointVipSet: endpoint.vips,
  };
}

/** The addresses lie in a network of the provider's. */
function addressAt(place: number): string {
  return `10.0.${Math.floor(place / 200)}.${13 + (place % 200)}`;
}
