import { createHash } from "node:crypto";
import { type TencentAction, type TencentCall, tencentAction } from "../../action.ts";
import { pageOf, pagingFields } from "../../paging.ts";
import { dateAndTime } from "../../times.ts";
import { vpcErrors } from "./errors.ts";
import { conditionOf, filtersParameter, isTrue, type Matches, never, tagKeyFilter } from "./filters.ts";

import { pickById } from "./pick.ts";
import { type TakenAddress, takenAddressesOf } from "./taken.ts";

type Interface = TakenAddress & { readonly id: string };

const name = "registry link";

/** Filters that select by what an interface of a link never has: an instance, a security group, a public address... */
const withoutMatch = [
  "attachment.instance-id",
  "groups.security-group-id",
  "eni-qos",
  "address-ipv6",
  "public-address-ip",
  "address-type",
];

/** What this list filters by; `address-ip` is added in each call, because its meaning depends on the others. */
const filters: Readonly<Record<string, Matches<Interface>>> = {
  ...tagKeyFilter,
  ...Object.fromEntries(withoutMatch.map((one) => [one, never])),
  "vpc-id": ({ subnet }, value) => subnet.vpcId === value,
  "subnet-id": ({ subnet }, value) => subnet.id === value,
  "network-interface-id": ({ id }, value) => id === value,
  "network-interface-name": (_one, value) => name.includes(value),
  "network-interface-description": ({ owner }, value) => owner.includes(value),
  // Only says how `address-ip` is read.
  "ip-exact-match": () => true,
  "is-primary": isTrue(() => false),
  "eni-type": (_one, value) => value === "0",
  "termination-protection": isTrue(() => false),
  "traffic-protection": isTrue(() => false),
};

export const describeNetworkInterfaces: TencentAction = tencentAction({
  product: "vpc",
  name: "DescribeNetworkInterfaces",
  access: "read",
  parameters: {
    NetworkInterfaceIds: { type: "list", of: { type: "string" }, means: "ids, at most 100; not together with Filters" },
    Filters: filtersParameter,
    ...pagingFields(100),
  },
  errors: [
    vpcErrors.coexist,
    vpcErrors.filterInvalidKey,
    vpcErrors.filterValuesNotList,
    vpcErrors.limitExceeded,
    vpcErrors.malformed,
    vpcErrors.notFound,
  ],
  run(call) {
    const found = pickById(call, "eni", "NetworkInterfaceIds", interfacesOf(call)).filter(
      conditionOf(call, { ...filters, "address-ip": addressFilter(call) }),
    );
    return {
      NetworkInterfaceSet: pageOf(found, call.parameters).map((one) => view(call, one)),
      TotalCount: found.length,
    };
  },
});

function interfacesOf({ account, region, settings }: TencentCall): readonly Interface[] {
  if (settings.linkInterfaces === "hidden") return [];
  const subnets = [...account.subnets.values()].filter((subnet) => subnet.region === region);
  return takenAddressesOf(subnets).map((taken) => ({ ...taken, id: `eni-${digest(taken).slice(0, 8)}` }));
}

/** One value matches the end of an address, several match whole ones; `ip-exact-match` makes one match whole too. */
function addressFilter({ parameters }: TencentCall): Matches<Interface> {
  const asked = parameters.objects("Filters");
  const valuesOf = (wanted: string) => asked.find((one) => one.string("Name") === wanted)?.strings("Values") ?? [];
  const whole = valuesOf("address-ip").length > 1 || valuesOf("ip-exact-match")[0] === "true";
  return ({ address }, value) => (whole ? address === value : address.endsWith(value));
}

function view({ settings }: TencentCall, one: Interface): Readonly<Record<string, unknown>> {
  const { id, subnet, address, owner } = one;
  return {
    NetworkInterfaceId: id,
    NetworkInterfaceName: name,
    NetworkInterfaceDescription: owner,
    SubnetId: subnet.id,
    VpcId: subnet.vpcId,
    GroupSet: [],
    Primary: false,
    MacAddress: `20:90:6F:${(digest(one).slice(8, 14).match(/../g) ?? []).join(":").toUpperCase()}`,
    State: "AVAILABLE",
    NetworkInterfaceState: "INUSE",
    PrivateIpAddressSet: [
      {
        PrivateIpAddress: address,
        Primary: true,
        PublicIpAddress: "",
        AddressId: "",
        Description: "",
        IsWanIpBlocked: false,
        State: "AVAILABLE",
        QosLevel: "DEFAULT",
      },
    ],
    Attachment: null,
    Zone: subnet.zone,
    CreatedTime: dateAndTime(subnet.createdAt, settings.vpcTimeZone),
    Ipv6AddressSet: [],
    TagSet: [],
    EniType: 0,
    Business: "",
    CdcId: subnet.cdcId,
    AttachType: 0,
    ResourceId: owner,
    QosLevel: "DEFAULT",
  };
}

/** Interfaces are kept nowhere: their ids follow from what they are. */
function digest({ subnet, address, owner }: TakenAddress): string {
  return createHash("sha256").update(`${subnet.id} ${address} ${owner}`).digest("hex");
}
