import type { TencentCall } from "../../action.ts";
import type { TencentZone, TencentZoneBinding } from "../../state.ts";
import { registryDomain } from "../../zones/names.ts";
import { logChange } from "../../zones/zone-log.ts";
import { accountVpcSetField, bindingCodes, givenBindings, refuseBindings, vpcSetField } from "./bindings.ts";
import { isDomain } from "./domain-name.ts";
import { errorsOf, refuse } from "./errors.ts";
import { zoneResource } from "./find.ts";
import { privatednsAction } from "./privatedns-action.ts";
import { remarkField } from "./record-value.ts";

/** Zones of one main account. */
const mostZones = 500;

const switchField = { type: "string", oneOf: ["ENABLED", "DISABLED"] } as const;

/** Two zones may have one name, as long as they share no VPC. */
export const createPrivateZone = privatednsAction({
  name: "CreatePrivateZone",
  access: "write",
  callsPerSecond: 10,
  parameters: {
    Domain: { type: "string", required: true, means: "the zone's name" },
    TagSet: {
      type: "list",
      of: {
        type: "object",
        fields: { TagKey: { type: "string", required: true }, TagValue: { type: "string", required: true } },
      },
      means: "tags",
    },
    VpcSet: vpcSetField,
    Remark: remarkField,
    DnsForwardStatus: { ...switchField, means: "names that the zone lacks are looked up outside; ENABLED when absent" },
    Vpcs: { ...vpcSetField, means: "obsolete: VpcSet" },
    AccountVpcSet: accountVpcSetField,
    CnameSpeedupStatus: { ...switchField, means: "ENABLED when absent; without effect here" },
  },
  errors: errorsOf(
    "InvalidParameter.IllegalDomain",
    "InvalidParameter.IllegalDomainTld",
    "InvalidParameterValue.ReservedDomain",
    ...bindingCodes,
  ),
  run(call) {
    const { account, parameters, ids } = call;
    const domain = domainOf(call);
    const bindings = bindingsOf(call);
    if ([...account.zones.values()].filter(({ managed }) => !managed).length >= mostZones) refuse("LimitExceeded");
    refuseBindings(call, { domain, managed: false }, bindings);
    const zone = newZone(call, ids.resource("zone"), domain, bindings);
    for (const tag of parameters.objects("TagSet"))
      zone.tags.set(tag.string("TagKey") ?? "", tag.string("TagValue") ?? "");
    account.zones.set(zone.id, zone);
    logChange(call, zone, `add ${domain}`);
    return { ZoneId: zone.id, Domain: zone.domain };
  },
  resources: (call, { ZoneId }) => zoneResource(call, String(ZoneId)),
});

function domainOf({ parameters, settings }: TencentCall): string {
  const domain = (parameters.string("Domain") ?? "").toLowerCase().replace(/\.$/, "");
  if (!isDomain(domain)) refuse("InvalidParameter.IllegalDomain");
  if (!domain.includes(".") || /\.\d+$/.test(domain)) refuse("InvalidParameter.IllegalDomainTld");
  const reserved = domain === registryDomain || domain.endsWith(`.${registryDomain}`);
  if (reserved && settings.registryDomainReserved) refuse("InvalidParameterValue.ReservedDomain");
  return domain;
}

/** `Vpcs` counts where `VpcSet` is absent. */
function bindingsOf(call: TencentCall): readonly TencentZoneBinding[] {
  const { parameters } = call;
  if (parameters.has("VpcSet") || !parameters.has("Vpcs")) return givenBindings(call);
  const objects: typeof parameters.objects = (name) => parameters.objects(name === "VpcSet" ? "Vpcs" : name);
  return givenBindings({ ...call, parameters: { ...parameters, objects } });
}

function newZone(
  { parameters, clock }: TencentCall,
  id: string,
  domain: string,
  bindings: readonly TencentZoneBinding[],
): TencentZone {
  return {
    id,
    domain,
    managed: false,
    managedFor: null,
    createdAt: clock.now(),
    updatedAt: clock.now(),
    remark: parameters.string("Remark") ?? "",
    dnsForward: parameters.string("DnsForwardStatus") === "DISABLED" ? "DISABLED" : "ENABLED",
    cnameSpeedup: parameters.string("CnameSpeedupStatus") === "DISABLED" ? "DISABLED" : "ENABLED",
    tags: new Map(),
    records: [],
    bindings: [...bindings],
  };
}
