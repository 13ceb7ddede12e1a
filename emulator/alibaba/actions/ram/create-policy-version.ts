import { ApiError } from "../../action.ts";
import { parsePolicy } from "../../rights/document.ts";
import { ramErrors } from "./errors.ts";
import { customPolicyOf } from "./find.ts";
import { policyDocument, policyName, ramAction } from "./ram-action.ts";
import { versionView } from "./views.ts";

/** Most versions that a policy keeps. */
const mostVersions = 5;

export const createPolicyVersion = ramAction({
  name: "CreatePolicyVersion",
  access: "write",
  parameters: {
    ...policyName,
    ...policyDocument,
    SetAsDefault: { type: "boolean", means: "puts it in force at once" },
    RotateStrategy: {
      type: "string",
      oneOf: ["None", "DeleteOldestNonDefaultVersionWhenLimitExceeded"],
      means: "what becomes of the oldest of five versions",
    },
  },
  errors: [
    ramErrors.policyName,
    ramErrors.policyLength,
    ramErrors.malformedPolicy,
    ramErrors.policyNotFound,
    ramErrors.tooManyVersions,
  ],
  run(call) {
    const { parameters, clock } = call;
    const policy = customPolicyOf(call);
    const document = parameters.string("PolicyDocument") ?? "";
    parsePolicy(document);
    if (policy.versions.length >= mostVersions) {
      const oldest = policy.versions.findIndex(({ id }) => id !== policy.defaultVersion);
      if (parameters.string("RotateStrategy") !== "DeleteOldestNonDefaultVersionWhenLimitExceeded")
        throw new ApiError(ramErrors.tooManyVersions);
      policy.versions.splice(oldest, 1);
    }
    policy.made += 1;
    const version = { id: `v${policy.made}`, createdAt: clock.now(), document };
    policy.versions.push(version);
    if (parameters.boolean("SetAsDefault") === true) policy.defaultVersion = version.id;
    policy.updatedAt = clock.now();
    return { PolicyVersion: versionView(policy, version) };
  },
});
