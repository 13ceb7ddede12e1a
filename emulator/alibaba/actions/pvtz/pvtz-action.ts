import { type Action, type ActionCall, type ActionError, ApiError, type ParameterSpec } from "../../action.ts";
import { authorOf } from "../../zones/author.ts";
import { type ZoneEditor, zoneEditor } from "../../zones/edit.ts";
import { type ResolverEditor, resolverEditor } from "../../zones/resolver-edit.ts";
import { onceByClientToken } from "./client-token.ts";
import { invalidParameter, serviceClosed, tokenMismatch } from "./errors.ts";
import { pvtzSettings } from "./settings.ts";

type Response = Readonly<Record<string, unknown>>;

interface Definition<Run> {
  readonly name: string;
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  readonly errors: readonly ActionError[];
  readonly run: Run;
}

/** Accepted by every operation and without effect on it. */
const commonParameters = {
  Lang: { type: "string", means: "accepted" },
  UserClientIp: { type: "string", means: "accepted" },
} as const;

export function readAction({ parameters, errors, ...rest }: Definition<(call: ActionCall) => Response>): Action {
  return {
    ...rest,
    product: "pvtz",
    version: "2018-01-01",
    access: "read",
    parameters: inOwnWords({ ...parameters, ...commonParameters }),
    errors: [invalidParameter, ...errors],
  };
}

/** A wrong value is `InvalidParameter` here, without the parameter's name. */
function inOwnWords(parameters: Definition<unknown>["parameters"]): Definition<unknown>["parameters"] {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, spec]) => [name, { invalid: invalidParameter, ...spec }]),
  );
}

/** A write: needs the service activated, is repeated harmlessly by `ClientToken`, and logs what it changes. */
export function writeAction(definition: Definition<(call: ActionCall, editor: ZoneEditor) => Response>): Action {
  const { name, parameters, errors } = definition;
  return {
    name,
    product: "pvtz",
    version: "2018-01-01",
    access: "write",
    parameters: inOwnWords({
      ...parameters,
      ClientToken: { type: "string", maxLength: 64, pattern: /^[\x20-\x7e]*$/, means: "repeats a write harmlessly" },
      ...commonParameters,
    }),
    errors: [invalidParameter, ...errors, tokenMismatch, serviceClosed(pvtzSettings.serviceClosedCode.values[0])],
    run(call) {
      refuseClosed(call);
      return onceByClientToken(name, parameters, call, () =>
        definition.run(call, zoneEditor(call, authorOf(call.identity, call.sourceIp))),
      );
    },
  };
}

/** A write of endpoints and rules: as `writeAction`, without a `ClientToken`, which these calls lack. */
export function resolverWriteAction({
  run,
  parameters,
  errors,
  ...rest
}: Definition<(call: ActionCall, editor: ResolverEditor) => Response>): Action {
  return {
    ...rest,
    product: "pvtz",
    version: "2018-01-01",
    access: "write",
    parameters: inOwnWords({ ...parameters, ...commonParameters }),
    errors: [invalidParameter, ...errors, serviceClosed(pvtzSettings.serviceClosedCode.values[0])],
    run(call) {
      refuseClosed(call);
      return run(call, resolverEditor(call, authorOf(call.identity, call.sourceIp)));
    },
  };
}

function refuseClosed({ account, settings }: ActionCall): void {
  const { serviceClosedCode } = settings;
  if (account.privateZoneService === "CLOSED" && serviceClosedCode !== "accepted")
    throw new ApiError(serviceClosed(serviceClosedCode));
}
