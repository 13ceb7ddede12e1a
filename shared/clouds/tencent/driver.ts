import type { Clock } from "../../kernel/clock.ts";
import type { Change, WriteResult } from "../../model/change.ts";
import { type CallContext, CloudError, type WritingCloud } from "../port.ts";
import { attach } from "./attach.ts";
import { bindZone } from "./bind-zone.ts";
import { createCaller } from "./caller.ts";
import { detach, type NetworkExists } from "./detach.ts";
import { networks, subnets } from "./networks.ts";
import { publishing } from "./publishing.ts";
import { writeRecord } from "./record-writes.ts";
import { createRegistries, type Registries } from "./registry.ts";
import { resolutions } from "./resolutions.ts";
import { switchOff, switchOn } from "./switches.ts";
import { createTransport, type Transport, type TransportOptions } from "./transport.ts";
import { zoneAccount } from "./zone-account.ts";
import { zoneEdits } from "./zone-edits.ts";
import { zoneReach } from "./zone-reach.ts";
import { createZone, deleteZone, setFallThrough } from "./zone-writes.ts";

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
    zoneAccount: (context) => zoneAccount(transport, { region, context }),
    zoneEdits: (zones, context) => zoneEdits(transport, zones, now(), { region, context }),
    // No log of the vendor's tells what became of a switch.
    zoneReach: (zones, context) => zoneReach(transport, zones, { region, context }),
    zoneChanges: async () => null,
    write: (change, context) => {
      const exists: NetworkExists = async ({ network, region: place }) =>
        (await networks(transport, caller, { region: place, ids: [network] }, now, context)).length > 0;
      return write({ transport, registries, exists, clock: options.clock, region }, change, context);
    },
  };
}

interface Writing {
  readonly transport: Transport;
  readonly registries: Registries;
  readonly exists: NetworkExists;
  readonly clock: Clock;
  /** Where the account-wide calls go. */
  readonly region: string;
}

async function write(
  { transport, registries, exists, clock, region }: Writing,
  change: Change,
  context: CallContext,
): Promise<WriteResult> {
  const options = { region, context };
  switch (change.kind) {
    case "attach":
      return attach(transport, registries, change, context);
    case "switch-on":
      return switchOn(transport, registries, change, context);
    case "switch-off":
      return switchOff(transport, registries, change, context);
    case "create-zone":
      return createZone(transport, change, options);
    case "delete-zone":
      return deleteZone(transport, change, clock, options);
    case "set-fall-through":
      return setFallThrough(transport, change, options);
    case "bind-zone":
      return bindZone(transport, change, clock, options);
    case "create-record":
    case "correct-record":
    case "enable-record":
    case "delete-record":
      return writeRecord(transport, change, options);
    case "detach":
      return detach(transport, registries, exists, change, context);
    case "create-role":
      throw new CloudError({
        kind: "invalid",
        call: `tencent:${change.kind}`,
        code: "NotOfThisCloud",
        message: "the registry writes names as itself here and needs no role for it",
      });
  }
}
