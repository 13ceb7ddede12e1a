import type { HttpAnswer, HttpRequest, Route } from "../../http.ts";
import type { World } from "../../world.ts";
import { type Action, type ActionCall, type ActionError, ApiError, type ReferencedResources } from "../action.ts";
import { actions } from "../actions/index.ts";
import { type Authorize, createAuthorize } from "../rights/authorize.ts";
import { DeniedError } from "../rights/denied.ts";
import { requiredRights } from "../rights/required.ts";
import { answerOf, errorAnswer, refusalAnswer } from "./answer.ts";
import { createAuthenticate } from "./authenticate.ts";
import { createClientTokens } from "./client-tokens.ts";
import { gatewayErrors } from "./errors.ts";
import { after, before, throttled } from "./faulty.ts";
import { vendorHost } from "./hosts.ts";
import { noParameters, validateParameters } from "./parameters.ts";
import { type ParsedRequest, parseRequest } from "./parse.ts";
import { createRate, publishedLimit } from "./rate.ts";
import { regionOf } from "./region.ts";

const table: ReadonlyMap<string, Action> = new Map(actions.map((one) => [`${one.version} ${one.name}`, one]));

/** What belongs to the request and its signature, not to the action. */
const requestWords = new Set([
  "Action",
  "Version",
  "Format",
  "Timestamp",
  "AccessKeyId",
  "SecurityToken",
  "Signature",
  "SignatureMethod",
  "SignatureNonce",
  "SignatureType",
  "SignatureVersion",
]);

/**
 * The one door of the emulated Alibaba Cloud's RPC products. Checks come in this order, and the first that fails
 * answers: action and version; key; security token; time; signature; nonce; faults and throttling; region; parameters;
 * rights; the product's own rules. A call that passed the signature counts towards `calls`, whatever becomes of it.
 */
export function createGateway(world: World): Route {
  const authenticate = createAuthenticate(world);
  const authorize = createAuthorize(world.alibaba, world.credentials);
  const clientTokens = createClientTokens();
  const rate = createRate(world.clock.now);

  function handle(request: HttpRequest): HttpAnswer {
    const requestId = world.ids.uuid();
    const parsed = parseRequest(request);
    const host = request.headers["host"] ?? "";
    try {
      return answer(request, parsed, host, requestId);
    } catch (error) {
      if (error instanceof ApiError) return errorAnswer(wordsOf(error), requestId, host);
      world.logs.add("emulator", `${requestId}: ${error instanceof Error ? error.stack : String(error)}`);
      return errorAnswer(gatewayErrors.internal, requestId, host);
    }
  }

  function answer(request: HttpRequest, parsed: ParsedRequest, host: string, requestId: string): HttpAnswer {
    const action = findAction(request, parsed);
    const identity = authenticate(request, parsed);
    world.calls.add(action.product, action.name);

    const fault = world.faults.take(action.product, action.name);
    const broken = fault === undefined ? undefined : before(fault, world.settings);
    if (broken !== undefined) {
      if ("code" in broken) throw new ApiError(broken);
      return broken;
    }
    const counted = `${identity.account} ${action.product}:${action.name}`;
    const { callsPerMinute, publishedLimits } = world.settings;
    const assumed = callsPerMinute === 0 ? null : { calls: callsPerMinute, seconds: 60 };
    const published = publishedLimits === "enforced" ? publishedLimit(action) : null;
    if (!rate.admit(`${counted} assumed`, assumed) || !rate.admit(`${counted} published`, published))
      throw new ApiError(throttled(world.settings));

    const account = world.alibaba.accounts.get(identity.account);
    if (account === undefined) throw new ApiError(gatewayErrors.keyNotFound);
    const raw = new Map([...parsed.all].filter(([name]) => !requestWords.has(name)));
    const asked: ActionCall = {
      parameters: noParameters,
      identity,
      account,
      state: world.alibaba,
      settings: world.settings,
      clock: world.clock,
      ...regionOf(vendorHost(host), raw.get("RegionId"), account),
      sourceIp: request.sourceIp,
      ids: world.ids,
      credentials: world.credentials,
      changed: () => world.changed.send(),
    };
    const userAgent = request.headers["user-agent"] ?? "";
    const noted = { action, requestId, rawParameters: Object.fromEntries(raw), host, userAgent };
    let call = asked;
    let response: Readonly<Record<string, unknown>>;
    try {
      call = { ...asked, parameters: validateParameters(action.parameters, raw, world.settings) };
      refuseUnlessAllowed(authorize, action, call);
      const run = () => action.run(call);
      const scope = `${account.id} ${action.product}:${action.name}`;
      response = action.repeatable === true ? clientTokens.once(scope, raw, run) : run();
    } catch (thrown) {
      if (!(thrown instanceof ApiError)) throw thrown;
      const error = wordsOf(thrown);
      if (action.access === "write") world.audited.send({ ...noted, call, error, resources: {} });
      // Parameters are refused by the gateway, before the product is asked: always in the gateway's own form.
      // The same goes for rights.
      const detail = thrown instanceof DeniedError ? thrown.detail : undefined;
      const byGateway = call === asked || detail !== undefined;
      const answered = byGateway ? errorAnswer(error, requestId, host, detail) : undefined;
      return after(fault) ?? answered ?? refusalAnswer(action, error, requestId, host, world.settings);
    }
    if (action.access === "write") {
      const resources: ReferencedResources = action.resources?.(call, response) ?? {};
      world.audited.send({ ...noted, call, response: { RequestId: requestId, ...response }, resources });
      world.changed.send();
    }
    return after(fault) ?? answerOf(action, requestId, response);
  }

  return { name: "alibaba", claims, handle };
}

/** RPC requests all go to `/`; what else an Alibaba host name serves (functions, buckets) has a path or a host of its own. */
function claims(request: HttpRequest): boolean {
  if (request.path !== "/") return false;
  if (request.headers["x-acs-action"] !== undefined || vendorHost(request.headers["host"] ?? "") !== undefined)
    return true;
  const { all } = parseRequest(request);
  return all.has("Action") && all.has("Version");
}

function findAction(request: HttpRequest, { all }: ParsedRequest): Action {
  const name = request.headers["x-acs-action"] ?? all.get("Action");
  const version = request.headers["x-acs-version"] ?? all.get("Version");
  const action = table.get(`${version} ${name}`);
  const host = vendorHost(request.headers["host"] ?? "");
  if (action === undefined || (host !== undefined && host.product !== action.product))
    throw new ApiError(gatewayErrors.actionNotFound);
  return action;
}

/** Throws `DeniedError` for the first right that the caller lacks. */
function refuseUnlessAllowed(authorize: Authorize, action: Action, call: ActionCall): void {
  const { identity, settings } = call;
  for (const { action: right, resources, conditions } of requiredRights(action, call))
    for (const resource of resources) {
      const decision = authorize(identity, right, resource, conditions);
      if (!decision.allowed)
        throw new DeniedError({ product: action.product, identity, action: right, resource, decision, settings });
    }
}

function wordsOf({ status, code, message }: ApiError): ActionError {
  return { status, code, message };
}
