import { type TencentCall, tencentAction } from "../../action.ts";
import type { TencentLink } from "../../state.ts";
import { errorsOf, refuse } from "./errors.ts";
import { registryField, registryOf } from "./find.ts";
import { tcrSettings } from "./settings.ts";

/** No paging, no filter; items have neither a region nor an id. */
export const describeInternalEndpoints = tencentAction({
  product: "tcr",
  name: "DescribeInternalEndpoints",
  access: "read",
  callsPerSecond: 20,
  parameters: { RegistryId: registryField },
  errors: errorsOf(...tcrSettings.unknownInstance.values),
  run(call) {
    const links = linksShown(call);
    return {
      AccessVpcSet:
        links.length === 0 && call.settings.emptyLinkList === "null" ? null : links.map((link) => linkView(call, link)),
      TotalCount: links.length,
    };
  },
});

/** The primary's id lists all links, or those of its own region; a replica's id those of the replica's region. */
function linksShown(call: TencentCall): readonly TencentLink[] {
  const id = call.parameters.string("RegistryId");
  const registry = registryOf(call, id);
  if (registry !== undefined)
    return registry.links.filter(
      ({ region }) => call.settings.replicaLinksListedByPrimary || region === registry.region,
    );
  for (const { links, replicas } of call.account.registries.values()) {
    const replica = replicas.find((one) => one.id === id);
    if (replica !== undefined) return links.filter(({ region }) => region === replica.region);
  }
  return refuse(call.settings.unknownInstance);
}

function linkView({ settings }: TencentCall, { vpcId, subnetId, step, ip }: TencentLink) {
  const words = {
    pending: settings.linkPendingStatus,
    running: "Running",
    deleting: settings.linkDeletingStatus,
    failed: settings.linkFailedStatus,
  } as const;
  return { VpcId: vpcId, SubnetId: subnetId, Status: words[step], AccessIp: ip ?? "" };
}
