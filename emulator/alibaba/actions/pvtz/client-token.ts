import { type ActionCall, ApiError, type ParameterSpec } from "../../action.ts";
import type { Account } from "../../state.ts";
import { tokenMismatch } from "./errors.ts";

type Response = Readonly<Record<string, unknown>>;

interface Answered {
  readonly parameters: string;
  readonly response: Response;
}

/** What was answered to a token; kept with the account, so that two worlds in one process share nothing. */
const answeredBy = new WeakMap<Account, Map<string, Answered>>();

/** Runs a write unless its `ClientToken` has been answered before; a refused write leaves its token unused. */
export function onceByClientToken(
  action: string,
  specs: Readonly<Record<string, ParameterSpec>>,
  call: ActionCall,
  run: () => Response,
): Response {
  const token = call.parameters.string("ClientToken");
  if (token === undefined || token === "") return run();
  const key = `${action} ${token}`;
  const answered = answeredBy.get(call.account) ?? new Map<string, Answered>();
  answeredBy.set(call.account, answered);
  const parameters = JSON.stringify(Object.entries(specs).map(([name, spec]) => given(call, name, spec)));
  const before = answered.get(key);
  if (before !== undefined) {
    const mismatch = before.parameters !== parameters;
    if (mismatch && call.settings.clientTokenMismatch === "error") throw new ApiError(tokenMismatch);
    if (!mismatch || call.settings.clientTokenMismatch === "first-answer") return before.response;
  }
  const response = run();
  answered.set(key, { parameters, response });
  return response;
}

function given({ parameters }: ActionCall, name: string, { type }: ParameterSpec): unknown {
  switch (type) {
    case "string":
      return parameters.string(name) ?? null;
    case "integer":
      return parameters.integer(name) ?? null;
    case "boolean":
      return parameters.boolean(name) ?? null;
    case "list":
      return parameters.list(name);
    case "objects":
      return parameters.objects(name);
  }
}
