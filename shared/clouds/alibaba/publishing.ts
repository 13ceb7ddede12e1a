import * as v from "valibot";
import type { Publishing } from "../../model/estate.ts";
import { type CallContext, CloudError } from "../port.ts";
import { read } from "../reading.ts";
import type { Transport } from "./transport.ts";

/**
 * The service-linked role with which Container Registry writes the zones of its links.
 * https://www.alibabacloud.com/help/en/acr/user-guide/the-service-linked-role-for-alibaba-cloud-dns-privatezone
 */
const zoneRole = "AliyunServiceRoleForContainerRegistryAccessCustomerPrivateZone";

const statusSchema = v.looseObject({ Status: v.string() });

const services: Readonly<Record<string, Publishing["service"]>> = {
  OPENED: "open",
  CLOSED: "closed",
  IN_DEBT: "in-debt",
  IN_DEBT_OVER_DUE: "in-debt",
};

/** DescribeUserServiceStatus and GetRole, side by side. */
export async function publishing(transport: Transport, region: string, context: CallContext): Promise<Publishing> {
  const options = { region, context };
  const [status, authorized] = await Promise.all([
    transport.call("pvtz", "DescribeUserServiceStatus", {}, options),
    hasRole(transport, options),
  ]);
  const { Status } = read("pvtz:DescribeUserServiceStatus", statusSchema, status);
  const service = services[Status];
  if (service === undefined) {
    throw new CloudError({
      kind: "invalid",
      call: "pvtz:DescribeUserServiceStatus",
      code: "UnknownStatus",
      message: `the service is in a state that is not documented: ${Status}`,
    });
  }
  return { service, vendorState: Status, authorized };
}

/** Whether the account has the role (GetRole). */
export async function hasRole(transport: Transport, options: Parameters<Transport["call"]>[3]): Promise<boolean> {
  try {
    await transport.call("ram", "GetRole", { RoleName: zoneRole }, options);
    return true;
  } catch (error) {
    if (error instanceof CloudError && error.failure.code === "EntityNotExist.Role") return false;
    throw error;
  }
}
