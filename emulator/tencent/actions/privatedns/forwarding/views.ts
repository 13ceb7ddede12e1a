import type { TencentCall } from "../../../action.ts";
import type { TencentForwardRule, TencentOutboundEndpoint } from "../../../state.ts";
import { dateAndTime } from "../../../times.ts";
import { forwardAddresses } from "../../../zones/forwarding.ts";

/** `ForwardRule`. */
export function ruleView({ account, settings }: TencentCall, rule: TencentForwardRule) {
  const zone = account.zones.get(rule.zoneId);
  const endpoint = account.outboundEndpoints.get(rule.endpointId);
  return {
    Domain: zone?.domain ?? "",
    RuleName: rule.name,
    RuleId: rule.id,
    RuleType: rule.type,
    CreatedAt: dateAndTime(rule.createdAt, settings.zoneTimes),
    UpdatedAt: dateAndTime(rule.updatedAt, settings.zoneTimes),
    EndPointName: endpoint?.name ?? "",
    EndPointId: rule.endpointId,
    ForwardAddress: forwardAddresses(endpoint),
    VpcSet: (zone?.bindings ?? [])
      .filter(({ uin }) => uin === null)
      .map(({ vpcId, region }) => ({ UniqVpcId: vpcId, Region: region })),
    ZoneId: rule.zoneId,
    Tags: [],
  };
}

/** `EndPointInfo`, of an endpoint of a VPC endpoint service. */
export function endPointView(endpoint: TencentOutboundEndpoint) {
  return {
    EndPointId: endpoint.id,
    EndPointName: endpoint.name,
    EndPointServiceId: endpoint.serviceId,
    EndPointVipSet: forwardAddresses(endpoint),
    RegionCode: endpoint.region,
    Tags: [],
  };
}

/** `OutboundEndpoint`: what is told of it depends on how its questions travel. */
export function outboundEndpointView(endpoint: TencentOutboundEndpoint) {
  const common = { EndpointId: endpoint.id, EndpointName: endpoint.name, Region: endpoint.region, Tags: [] };
  if (endpoint.serviceId !== null)
    return {
      ...common,
      ForwardLinkArch: "V2V",
      EndPointServiceId: endpoint.serviceId,
      EndPointVipSet: forwardAddresses(endpoint),
    };
  const { target } = endpoint;
  return {
    ...common,
    ForwardLinkArch: "V2R",
    EndpointServiceSet:
      target === null
        ? []
        : [
            {
              AccessType: target.accessType,
              Pip: target.host,
              Pport: target.port,
              VpcId: target.vpcId,
              SubnetId: target.subnetId,
              AccessGatewayId: target.gatewayId,
              Vip: target.host,
              Vport: target.port,
              Proto: "udp",
              Region: endpoint.region,
            },
          ],
  };
}
