import type { FunctionDefinition } from "../../function-host/definition.ts";
import type { Trigger } from "../../function-host/triggers.ts";
import { type HttpAnswer, type HttpRequest, type HttpResponse, json, type Route } from "../../http.ts";
import type { World } from "../../world.ts";
import { type ActionError, ApiError } from "../action.ts";
import { createAuthenticate } from "../gateway/authenticate.ts";
import { after, before } from "../gateway/faulty.ts";
import { parseRequest } from "../gateway/parse.ts";
import type { Platform } from "../platform.ts";
import type { Account } from "../state.ts";
import { checkFunctionRight } from "./rights.ts";
import { readTrigger } from "./trigger-input.ts";
import { functionView, triggerView } from "./views.ts";

const path =
  /^\/2023-03-30\/functions(?:\/(?<name>[A-Za-z_][A-Za-z0-9_-]{0,63})(?<triggers>\/triggers(?:\/(?<trigger>[A-Za-z_][A-Za-z0-9_-]{0,127}))?)?)?$/;

interface FunctionCall {
  readonly request: HttpRequest;
  readonly account: Account;
  readonly name: string;
  readonly trigger: string;
}

interface Operation {
  readonly name: string;
  run(call: FunctionCall): HttpResponse | Promise<HttpResponse>;
}

/**
 * Function Compute 3.0's own API (2023-03-30): functions are read and deleted, triggers made, read, changed and deleted.
 * A function is created by deploying it, since its code is a folder here.
 */
export function functionComputeRoute(
  world: World,
  { functions, triggers }: Pick<Platform, "functions" | "triggers">,
): Route {
  const authenticate = createAuthenticate(world);

  function findFunction({ account, name }: FunctionCall): FunctionDefinition {
    const found = functions.list().find((one) => one.name === name && one.account === account.id);
    return found ?? refuse(404, "FunctionNotFound", `function '${name}' does not exist`);
  }

  function findTrigger(call: FunctionCall): Trigger {
    findFunction(call);
    const found = triggers.find(call.name, call.trigger);
    return (
      found ?? refuse(404, "TriggerNotFound", `trigger '${call.trigger}' does not exist in function '${call.name}'`)
    );
  }

  function put(call: FunctionCall, before: Trigger | undefined): HttpResponse {
    const definition = findFunction(call);
    const { name, config } = readTrigger(call.request, before);
    const { account, region } = definition;
    if (before === undefined && triggers.find(call.name, name) !== undefined)
      refuse(409, "TriggerAlreadyExists", `trigger '${name}' already exists in function '${call.name}'`);
    try {
      return json(200, triggerView(triggers.put({ functionName: call.name, name, account, region, config })));
    } catch (error) {
      return refuse(400, "InvalidArgument", error instanceof Error ? error.message : String(error));
    }
  }

  const operations: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
    functions: {
      GET: {
        name: "ListFunctions",
        run: ({ account }) =>
          json(200, {
            functions: functions
              .list()
              .filter((one) => one.account === account.id)
              .map(functionView),
          }),
      },
    },
    function: {
      GET: { name: "GetFunction", run: (call) => json(200, functionView(findFunction(call))) },
      DELETE: {
        name: "DeleteFunction",
        async run(call) {
          findFunction(call);
          if (triggers.list(call.name).length > 0)
            refuse(409, "FunctionNotEmpty", `function '${call.name}' has triggers; delete them first`);
          await functions.remove(call.name);
          return { status: 204, body: "" };
        },
      },
    },
    triggers: {
      GET: {
        name: "ListTriggers",
        run(call) {
          findFunction(call);
          const prefix = new URLSearchParams(call.request.query).get("prefix") ?? "";
          const found = triggers.list(call.name).filter(({ name }) => name.startsWith(prefix));
          return json(200, { triggers: found.map(triggerView) });
        },
      },
      POST: { name: "CreateTrigger", run: (call) => put(call, undefined) },
    },
    trigger: {
      GET: { name: "GetTrigger", run: (call) => json(200, triggerView(findTrigger(call))) },
      PUT: { name: "UpdateTrigger", run: (call) => put(call, findTrigger(call)) },
      DELETE: {
        name: "DeleteTrigger",
        run(call) {
          triggers.remove(findTrigger(call));
          return { status: 204, body: "" };
        },
      },
    },
  };

  function operationOf(request: HttpRequest): Operation | undefined {
    const { name, triggers: list, trigger } = path.exec(request.path)?.groups ?? {};
    const kind =
      trigger !== undefined
        ? "trigger"
        : list !== undefined
          ? "triggers"
          : name !== undefined
            ? "function"
            : "functions";
    return operations[kind]?.[request.method];
  }

  async function answer(request: HttpRequest): Promise<HttpAnswer> {
    const identity = authenticate(request, parseRequest(request));
    const operation = operationOf(request) ?? refuse(405, "MethodNotAllowed", "the operation is not emulated");
    world.calls.add("fc", operation.name);
    const fault = world.faults.take("fc", operation.name);
    const broken = fault === undefined ? undefined : before(fault, world.settings);
    if (broken !== undefined) {
      if ("code" in broken) throw new ApiError(broken);
      return broken;
    }
    const { name = "", trigger = "" } = path.exec(request.path)?.groups ?? {};
    checkFunctionRight(world, {
      identity,
      right: `fc:${operation.name}`,
      functionName: name,
      region: functions.regionOf(name),
      ...(trigger !== "" && { triggerName: trigger }),
    });
    const account = world.alibaba.accounts.get(identity.account);
    if (account === undefined) return refuse(403, "AccessDenied", "there is no such account");
    const response = await operation.run({ request, account, name, trigger });
    return after(fault) ?? response;
  }

  return {
    name: "fc",
    claims: (request) => path.test(request.path),
    async handle(request) {
      const requestId = world.ids.uuid();
      const withId = (response: HttpResponse): HttpResponse => ({
        ...response,
        headers: { ...response.headers, "x-fc-request-id": requestId },
      });
      try {
        const answered = await answer(request);
        return "broken" in answered ? answered : withId(answered);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        return withId(json(error.status, { RequestId: requestId, Code: error.code, Message: error.message }));
      }
    },
  };
}

function refuse(status: ActionError["status"], code: string, message: string): never {
  throw new ApiError({ status, code, message });
}
