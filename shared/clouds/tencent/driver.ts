import type { Change, WriteResult } from "../../model/change.ts";
import { type CallContext, CloudError, type WritingCloud } from "../port.ts";
import { attach } from "./attach.ts";
import { createCaller } from "./caller.ts";
import { networks, subnets } from "./networks.ts";
import { publishing } from "./publishing.ts";
import { createRegistries, type Registries } from "./registry.ts";
import { resolutions } from "./resolutions.ts";
import { switchOff, switchOn } from "./switches.ts";
import { createTransport, type Transport, type TransportOptions } from "./transport.ts";
import { zoneReach } from "./zone-reach.ts";

export interface TencentOptions extends TransportOptions {
  /** Where the account-wide calls go (STS, Private DNS), e.g. the deployment's own region. */
  readonly region: string;
  /** The account (UIN) of the credentials, where the platform names it; absent: STS is asked, once. */
  readonly account?: string;
}

/** Tencent Cloud as a cloud of Mooring: Tencent Container Registry Enterprise, Private DNS and VPC. */
export function createTencent(options: TencentOptions): WritingCloud {
  const transport = createTransport(options);
  const { region } = options;
  const now = () => options.clock.now();
  const caller = createCaller(transport, region, options.account);
  const registries = createRegistries(transport, now);
  return {
    cloud: "tencent",
    account: (context) => caller(context),
    networks: (scope, context) => networks(transport, caller, scope, now, context),
    subnets: (scope, context) => subnets(transport, scope, now, context),
    publishing: (context) => publishing(transport, region, context),
    instance: (registry, context) => registries.instance(registry, context),
    quota: (registry, context) => registries.quota(registry, context),
    part: (registry, part, context) => registries.part(registry, part, context),
    resolutions: (targets, context) => resolutions(transport, targets, now, region, context),
    zoneAccount: () => Promise.reject(new Error("not yet")),
    zoneEdits: async () => [],
    // No log of the vendor's tells what became of a switch.
    zoneReach: (zones, context) => zoneReach(transport, zones, { region, context }),
    zoneChanges: async () => null,
    write: (change, context) => write(transport, registries, change, context),
  };
}

async function write(
  transport: Transport,
  registries: Registries,
  change: Change,
  context: CallContext,
): Promise<WriteResult> {
  switch (change.kind) {
    case "attach":
      return attach(transport, registries, change, context);
    case "switch-on":
      return switchOn(transport, registries, change, context);
    case "switch-off":
      return switchOff(transport, registries, change, context);
    case "create-zone":
    case "delete-zone":
    case "set-fall-through":
    case "create-role":
      throw new CloudError({
        kind: "invalid",
        call: `write:${change.kind}`,
        code: "NotYet",
        message: "this driver does not make this change yet",
      });
    case "bind-zone":
    case "create-record":
    case "correct-record":
    case "enable-record":
    case "delete-record":
      throw new CloudError({
        kind: "invalid",
        call: `tencent:${change.kind}`,
        code: "NotOfThisCloud",
        message: "names are published with the registry's own switches here; no zone is written",
      });
  }
}
