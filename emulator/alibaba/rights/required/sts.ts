import type { Rights } from "./right.ts";

/** Security Token Service 2015-04-01. Who one is, anybody may ask. */
export const stsRights: Rights = {
  GetCallerIdentity: () => [],
  AssumeRole: ({ parameters }) => {
    const arn = parameters.string("RoleArn") ?? "";
    // Anything else is refused for its form.
    return /^acs:ram::\d+:role\/.+$/.test(arn) ? [{ action: "sts:AssumeRole", resources: [arn] }] : [];
  },
};
