import { tencentAction } from "../../action.ts";
import { stsRefusals } from "./errors.ts";
import { secondsOf, sessionPolicyOf, sessionView } from "./session.ts";

/** A key that a user lends: the user's own rights, within a policy. */
export const getFederationToken = tencentAction({
  product: "sts",
  name: "GetFederationToken",
  access: "read",
  callsPerSecond: 600,
  parameters: {
    Name: { type: "string", required: true, means: "who gets it, in letters" },
    Policy: { type: "string", required: true, means: "URL-encoded: what the key may do at most" },
    DurationSeconds: { type: "integer", means: "how long the key lasts; 1800 when left out" },
  },
  errors: stsRefusals.errorsOf(
    "InvalidParameter.ParamError",
    "InvalidParameter.OverTimeError",
    "InvalidParameter.PolicyTooLong",
    "InvalidParameter.StrategyFormatError",
    "InvalidParameter.StrategyInvalid",
    "UnauthorizedOperation",
  ),
  run(call) {
    const { parameters, identity, keys } = call;
    const name = parameters.string("Name") ?? "";
    if (!/^[A-Za-z][\w-]*$/.test(name)) return stsRefusals.refuse("InvalidParameter.ParamError");
    // A session has nothing of its own to lend.
    if (keys.find(identity.secretId)?.token !== undefined) return stsRefusals.refuse("UnauthorizedOperation");
    const seconds = secondsOf(call, 1_800, identity.type === "Root" ? 7_200 : 129_600);
    const policy = sessionPolicyOf(call) ?? stsRefusals.refuse("InvalidParameter.ParamError");
    return sessionView(keys.lend({ caller: identity, name, seconds, policy }));
  },
});
