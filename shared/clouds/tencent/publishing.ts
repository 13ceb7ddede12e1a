import * as v from "valibot";
import type { Publishing } from "../../model/estate.ts";
import { type CallContext, CloudError } from "../port.ts";
import { read } from "../reading.ts";
import type { Transport } from "./transport.ts";

const statusSchema = v.looseObject({ ServiceStatus: v.string() });

const services: Readonly<Record<string, Publishing["service"]>> = { ENABLED: "open", DISABLED: "closed" };

/** DescribePrivateZoneService. The registry writes names as itself, so there is no role to look for. */
export async function publishing(transport: Transport, region: string, context: CallContext): Promise<Publishing> {
  const call = "privatedns:DescribePrivateZoneService";
  const body = await transport.call("privatedns", "DescribePrivateZoneService", {}, { region, context });
  const { ServiceStatus } = read(call, statusSchema, body);
  const service = services[ServiceStatus];
  if (service === undefined)
    throw new CloudError({
      kind: "invalid",
      call,
      code: "UnknownStatus",
      message: `the service is in a state that is not documented: ${ServiceStatus}`,
    });
  return { service, vendorState: ServiceStatus, authorized: null };
}
