import type { FunctionPlatform } from "../function-host/platform.ts";
import { type HttpAnswer, type HttpRequest, type HttpResponse, json, type Route } from "../http.ts";
import type { World } from "../world.ts";
import { ApiError } from "./action.ts";
import { checkFunctionRight } from "./function-compute/rights.ts";
import { createAuthenticate } from "./gateway/authenticate.ts";
import { parseRequest } from "./gateway/parse.ts";

const path = /^\/2023-03-30\/functions\/([A-Za-z_][A-Za-z0-9_-]{0,63})\/invocations$/;

/** Largest payload of an asynchronous invocation, bytes ("Asynchronous invocation"). */
const asyncPayloadBytes = 128 * 1024;

/**
 * `InvokeFunction` of Function Compute 3.0 (2023-03-30), signed like every other call. A function that throws still
 * answers 200, with `x-fc-error-type`; `x-fc-invocation-type: Async` answers 202 at once.
 */
export function invocationRoute(world: World, functions: FunctionPlatform): Route {
  const authenticate = createAuthenticate(world);

  async function invoke(request: HttpRequest, requestId: string): Promise<HttpAnswer> {
    const identity = authenticate(request, parseRequest(request));
    world.calls.add("fc", "InvokeFunction");
    const name = path.exec(request.path)?.[1] ?? "";
    checkFunctionRight(world, {
      identity,
      right: "fc:InvokeFunction",
      functionName: name,
      region: functions.regionOf(name),
    });
    if (!functions.has(name))
      throw new ApiError({ status: 404, code: "FunctionNotFound", message: `function '${name}' does not exist` });
    const headers = { "x-fc-request-id": requestId, "content-type": "application/octet-stream" };
    if (request.headers["x-fc-invocation-type"] === "Async") {
      if (request.body.length > asyncPayloadBytes)
        throw new ApiError({
          status: 413,
          code: "PayloadTooLarge",
          message: `payload size is over the limit of ${asyncPayloadBytes} bytes`,
        });
      functions.enqueue(name, request.body, requestId);
      return { status: 202, headers, body: "" };
    }
    const outcome = await functions.invoke(name, request.body, requestId);
    if (outcome.kind === "throttled")
      throw new ApiError({
        status: 429,
        code: "ResourceExhausted",
        message: `function '${name}' has reached its reserved concurrency`,
      });
    return {
      status: 200,
      headers: outcome.kind === "error" ? { ...headers, "x-fc-error-type": outcome.type } : headers,
      body: outcome.body,
    };
  }

  return {
    name: "fc InvokeFunction",
    claims: (request) => request.method === "POST" && path.test(request.path),
    async handle(request) {
      const requestId = world.ids.uuid();
      try {
        return await invoke(request, requestId);
      } catch (error) {
        if (error instanceof ApiError) return refusal(error, requestId);
        throw error;
      }
    },
  };
}

function refusal(error: ApiError, requestId: string): HttpResponse {
  const body = { RequestId: requestId, Code: error.code, Message: error.message };
  const answer = json(error.status, body);
  return { ...answer, headers: { ...answer.headers, "x-fc-request-id": requestId } };
}
