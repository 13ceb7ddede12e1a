import type { CreateRole, WriteResult } from "../../model/change.ts";
import type { CallContext } from "../port.ts";
import { settle } from "../settle.ts";
import { hasRole } from "./publishing.ts";
import type { Transport } from "./transport.ts";

/**
 * The service whose role Container Registry writes zones with; the only one that may be named in the policies.
 * https://www.alibabacloud.com/help/en/acr/user-guide/the-service-linked-role-for-alibaba-cloud-dns-privatezone
 */
const zoneService = "access-customer-privatezone.cr.aliyuncs.com";

/** CreateServiceLinkedRole, with neither a suffix nor a description: a service may refuse both. */
export async function createRole(
  transport: Transport,
  { region, account }: CreateRole,
  context: CallContext,
): Promise<WriteResult> {
  const options = { region, context };
  if (await hasRole(transport, options))
    return { result: "already", sentence: `Account ${account} has the role already.` };
  const parameters = { ServiceName: zoneService };
  return settle(
    () => transport.call("resourcemanager", "CreateServiceLinkedRole", parameters, options),
    () => hasRole(transport, options),
    context,
  );
}
