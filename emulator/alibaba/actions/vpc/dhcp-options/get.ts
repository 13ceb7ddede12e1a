import { type Action, action } from "../../../action.ts";
import { dhcpErrors } from "./errors.ts";
import { setOf } from "./find.ts";
import { setParameters } from "./parameters.ts";
import { setInFull } from "./view.ts";

export const getDhcpOptionsSet: Action = action({
  product: "vpc",
  version: "2016-04-28",
  name: "GetDhcpOptionsSet",
  access: "read",
  parameters: setParameters,
  errors: [dhcpErrors.notFound],
  run: (call) => setInFull(call, setOf(call)),
});
