import * as v from "valibot";
import type { Clock } from "../../kernel/clock.ts";
import type { Change, WriteResult } from "../../model/change.ts";
import { type CallContext, CloudError, type WritingCloud } from "../port.ts";
import { id, read } from "../reading.ts";
import { attach } from "./attach.ts";
import { bindZone } from "./bind-zone.ts";
import { createRole } from "./create-role.ts";
import { createZone } from "./create-zone.ts";
import { deleteZone } from "./delete-zone.ts";
import { detach } from "./detach.ts";
import { setFallThrough } from "./fall-through.ts";
import { networks, subnets } from "./networks.ts";
import { publishing } from "./publishing.ts";
import { writeRecord } from "./record-writes.ts";
import { instance, part, quota } from "./registry.ts";
import { resolutions } from "./resolutions.ts";
import { createTransport, type Transport, type TransportOptions } from "./transport.ts";
import { zoneAccount } from "./zone-account.ts";
import { zoneChanges } from "./zone-changes.ts";
import { zoneEdits } from "./zone-edits.ts";
import { zoneReach } from "./zone-reach.ts";

export interface AlibabaOptions extends TransportOptions {
  /** Where the account-wide calls go (GetCallerIdentity), e.g. the deployment's own region. */
  readonly region: string;
}

const identity = v.looseObject({ AccountId: id });

/** Alibaba Cloud as a cloud of Mooring: Container Registry Enterprise Edition, PrivateZone and VPC. */
export function createAlibaba(options: AlibabaOptions): WritingCloud {
  const transport = createTransport(options);
  const { region } = options;
  const now = () => options.clock.now();
  return {
    cloud: "alibaba",
    async account(context) {
      const body = await transport.call("sts", "GetCallerIdentity", {}, { region, context });
      return read("sts:GetCallerIdentity", identity, body).AccountId;
    },
    networks: (scope, context) => networks(transport, scope, now, context),
    subnets: (scope, context) => subnets(transport, scope, now, context),
    publishing: (context) => publishing(transport, region, context),
    instance: (registry, context) => instance(transport, registry, context),
    quota: (registry, context) => quota(transport, registry, context),
    part: (registry, which, context) => part(transport, registry, which, now, context),
    resolutions: (targets, context) => resolutions(transport, targets, now, { region, context }),
    zoneAccount: (context) => zoneAccount(transport, { region, context }),
    zoneEdits: (zones, context) => zoneEdits(transport, zones, { region, context }),
    zoneReach: (zones, context) => zoneReach(transport, zones, { region, context }),
    zoneChanges: (since, context) => zoneChanges(transport, since, now, { region, context }),
    write: (change, context) => write(transport, change, options.clock, context),
  };
}

async function write(transport: Transport, change: Change, clock: Clock, context: CallContext): Promise<WriteResult> {
  switch (change.kind) {
    case "attach":
      return attach(transport, change, () => clock.now(), context);
    case "bind-zone":
      return bindZone(transport, change, context);
    case "create-record":
    case "correct-record":
    case "enable-record":
    case "delete-record":
      return writeRecord(transport, change, context);
    case "create-zone":
      return createZone(transport, change, clock, context);
    case "delete-zone":
      return deleteZone(transport, change, clock, context);
    case "set-fall-through":
      return setFallThrough(transport, change, context);
    case "create-role":
      return createRole(transport, change, context);
    case "detach":
      return detach(transport, change, () => clock.now(), context);
    case "switch-on":
    case "switch-off":
      throw new CloudError({
        kind: "invalid",
        call: `write:${change.kind}`,
        code: "NotOfThisCloud",
        message: "Container Registry has no switch for a name",
      });
  }
}
