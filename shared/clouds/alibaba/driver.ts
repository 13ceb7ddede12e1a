import * as v from "valibot";
import type { Change, WriteResult } from "../../model/change.ts";
import { type CallContext, CloudError, type WritingCloud } from "../port.ts";
import { id, read } from "../reading.ts";
import { attach } from "./attach.ts";
import { bindZone } from "./bind-zone.ts";
import { networks, subnets } from "./networks.ts";
import { publishing } from "./publishing.ts";
import { writeRecord } from "./record-writes.ts";
import { instance, part, quota } from "./registry.ts";
import { resolutions } from "./resolutions.ts";
import { createTransport, type Transport, type TransportOptions } from "./transport.ts";
import { zoneChanges } from "./zone-changes.ts";

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
    zoneAccount: () => Promise.reject(new Error("not yet")),
    zoneEdits: async () => [],
    zoneChanges: (since, context) => zoneChanges(transport, since, now, { region, context }),
    write: (change, context) => write(transport, change, now, context),
  };
}

async function write(
  transport: Transport,
  change: Change,
  now: () => number,
  context: CallContext,
): Promise<WriteResult> {
  switch (change.kind) {
    case "attach":
      return attach(transport, change, now, context);
    case "bind-zone":
      return bindZone(transport, change, context);
    case "create-record":
    case "correct-record":
    case "enable-record":
    case "delete-record":
      return writeRecord(transport, change, context);
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
