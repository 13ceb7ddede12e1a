import { type Action, action } from "../../action.ts";
import { newRole } from "../../rights/role.ts";
import { eventBridgeErrors, refuse } from "./errors.ts";
import { success } from "./rule.ts";

/** The role that lets EventBridge invoke functions. */
const sendToFunctions = {
  product: "SENDTOFC",
  name: "AliyunServiceRoleForEventBridgeSendToFC",
  serviceName: "sendevent-fc.eventbridge.aliyuncs.com",
} as const;

/** Making it again is no error: every deployment of an event trigger asks for it. */
export const createServiceLinkedRoleForProduct: Action = action({
  product: "eventbridge",
  version: "2020-04-01",
  name: "CreateServiceLinkedRoleForProduct",
  access: "write",
  parameters: {
    ProductName: {
      type: "string",
      required: true,
      means: "`SENDTOFC`, or `DEFAULT` for the default source, which needs none",
    },
  },
  errors: [eventBridgeErrors.product],
  run({ account, clock, parameters }) {
    const product = parameters.string("ProductName") ?? "";
    const { name, serviceName } = sendToFunctions;
    if (product === "DEFAULT") return success();
    if (product !== sendToFunctions.product) refuse(eventBridgeErrors.product, product);
    const key = name.toLowerCase();
    if (!account.roles.has(key)) account.roles.set(key, newRole({ name, serviceName, now: clock.now() }));
    return success();
  },
});
