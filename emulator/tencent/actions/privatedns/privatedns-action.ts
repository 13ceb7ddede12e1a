import { type TencentAction, tencentAction } from "../../action.ts";
import { errorsOf, refuse } from "./errors.ts";

/** An action of an activated Private DNS; without activation it is refused. */
export function privatednsAction(definition: Omit<TencentAction, "product">): TencentAction {
  return tencentAction({
    ...definition,
    product: "privatedns",
    errors: [...errorsOf("ResourceNotFound.ServiceNotSubscribed"), ...definition.errors],
    run(call) {
      if (call.account.dnsService === "DISABLED") refuse("ResourceNotFound.ServiceNotSubscribed");
      return definition.run(call);
    },
  });
}
