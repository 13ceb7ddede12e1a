import type { ActionCall } from "../../../action.ts";
import type { ResolverEndpoint, ResolverRule, ZoneBinding } from "../../../state.ts";
import { boundVpcs, findVpc } from "../find.ts";
import { regionName } from "../regions.ts";
import { bindingShape } from "../shapes.ts";

type Shape = Readonly<Record<string, unknown>>;

/** An element of `Endpoints`, and the whole of `DescribeResolverEndpoint`. */
export function endpointShape(endpoint: ResolverEndpoint, { state }: ActionCall): Shape {
  return {
    Id: endpoint.id,
    Name: endpoint.name,
    VpcId: endpoint.vpcId,
    VpcName: findVpc(state, endpoint.vpcId)?.vpc.name ?? "",
    VpcRegionId: endpoint.region,
    VpcRegionName: regionName(endpoint.region),
    SecurityGroupId: endpoint.securityGroupId,
    Status: endpoint.status,
    IpConfigs: endpoint.ipConfigs.map(({ azId, cidr, vswitchId, ip }) => ({
      AzId: azId,
      CidrBlock: cidr,
      VSwitchId: vswitchId,
      Ip: ip,
    })),
    ...times(endpoint),
  };
}

/** An element of `Rules` without its VPCs. */
export function ruleShape(rule: ResolverRule, { account }: ActionCall): Shape {
  return {
    Id: rule.id,
    Name: rule.name,
    Type: "OUTBOUND",
    ZoneName: rule.zoneName,
    EndpointId: rule.endpointId,
    EndpointName: account.resolverEndpoints.get(rule.endpointId)?.name ?? "",
    ForwardIps: rule.forwardIps.map(({ ip, port }) => ({ Ip: ip, Port: port })),
    ...times(rule),
  };
}

/** `BindVpcs`: a plain list, and the owner's id as a text, unlike the VPCs of a zone. */
export function ruleVpcs(rule: ResolverRule, call: ActionCall): Shape {
  const vpc = (binding: ZoneBinding) => ({
    ...bindingShape(binding, call),
    VpcUserId: binding.userId ?? call.account.id,
  });
  return { BindVpcs: boundVpcs(call, rule).map(vpc) };
}

function times({ createdAt, updatedAt }: { readonly createdAt: number; readonly updatedAt: number }): Shape {
  return {
    CreateTime: inBeijing(createdAt),
    CreateTimestamp: createdAt,
    UpdateTime: inBeijing(updatedAt),
    UpdateTimestamp: updatedAt,
  };
}

/** `2020-07-13 10:51:44`: the vendor's examples show Beijing time beside the timestamp. */
function inBeijing(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}
