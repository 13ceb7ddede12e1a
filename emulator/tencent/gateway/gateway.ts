import type { HttpAnswer, HttpRequest, Route } from "../../http.ts";
import type { World } from "../../world.ts";
import { RefusedError, type TencentAction, type TencentCall } from "../action.ts";
import { tencentActions } from "../actions/index.ts";
import { createTencentAuthorize } from "../rights/authorize.ts";
import type { TencentServices } from "../services.ts";
import { answerOf, errorAnswer, wordsOf } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import { commonErrors, type Language } from "./errors.ts";
import { after, before } from "./faulty.ts";
import { fieldsOf } from "./fields.ts";
import { createFindAction } from "./find-action.ts";
import { regionOf, vendorProduct } from "./hosts.ts";
import { checkSize, readParameters, validate } from "./parameters.ts";
import { createSecondRate } from "./rate.ts";
import { readRequest, type TencentRequest } from "./read-request.ts";

/** Published for most actions, and what the vendor's pages give where an action has no number of its own. */
const usualLimit = 20;

/**
 * The one door of the emulated Tencent Cloud's products. Checks come in this order, and the first that fails answers:
 * method and size; action and version; time; key; token; signature; faults; region; throttling; the body; rights;
 * parameters; the product's own rules. A call that passed the signature counts towards `calls`, whatever becomes of it.
 */
export function createTencentGateway(world: World, services: TencentServices): Route {
  const findAction = createFindAction(tencentActions);
  const authorize = createTencentAuthorize(world);
  const rate = createSecondRate(world.clock.now);

  async function handle(request: HttpRequest): Promise<HttpAnswer> {
    const requestId = world.tencentIds.uuid();
    const read = readRequest(request);
    const language = languageOf(read);
    try {
      return await answer(request, read, requestId, language);
    } catch (error) {
      if (error instanceof RefusedError) return errorAnswer(requestId, wordsOf(error, language));
      world.logs.add("emulator", `${requestId}: ${error instanceof Error ? error.stack : String(error)}`);
      return errorAnswer(requestId, wordsOf(commonErrors.internal(), language));
    }
  }

  async function answer(
    request: HttpRequest,
    read: TencentRequest,
    requestId: string,
    language: Language,
  ): Promise<HttpAnswer> {
    if (request.method !== "GET" && request.method !== "POST") throw commonErrors.unsupportedProtocol();
    checkSize(request, read);
    const action = findAction(request, read);
    const identity = authenticate(world, request, read, action.product);
    world.calls.add(action.product, action.name);

    const limit = action.callsPerSecond ?? usualLimit;
    const fault = world.faults.take(action.product, action.name);
    const broken = fault === undefined ? undefined : before(fault, world.settings, limit);
    if (broken instanceof RefusedError) throw broken;
    if (broken !== undefined) return broken;

    const region = regionOf(action.product, read.region);
    throttle(action, identity.account, identity.principalId, limit);
    const account = world.tencent.accounts.get(identity.account);
    if (account === undefined) throw commonErrors.secretIdNotFound();
    const rawParameters = readParameters(request, read, action.parameters);
    const call: TencentCall = {
      parameters: fieldsOf(rawParameters, action.parameters),
      identity,
      account,
      state: world.tencent,
      settings: world.settings,
      clock: world.clock,
      region,
      sourceIp: request.sourceIp,
      ids: world.tencentIds,
      keys: world.tencentKeys,
      services,
      random: world.random,
      changed: () => world.changed.send(),
    };
    const host = request.headers["host"] ?? "";
    const noted = { action, call, requestId, rawParameters, host, userAgent: read.client };
    let body: Readonly<Record<string, unknown>>;
    try {
      authorize(action, call);
      validate(action.parameters, rawParameters, world.settings.tencentWrongType);
      const ran = action.run(call);
      // Awaited only where there is something to wait for: all else is one step of the world.
      body = ran instanceof Promise ? await ran : ran;
    } catch (thrown) {
      if (!(thrown instanceof RefusedError)) throw thrown;
      const error = wordsOf(thrown, language);
      if (action.access === "write") world.tencentAudited.send({ ...noted, error, resources: [] });
      return after(fault) ?? errorAnswer(requestId, error);
    }
    if (action.access === "write") {
      const resources = action.resources?.(call, body) ?? [];
      world.tencentAudited.send({ ...noted, response: { ...body, RequestId: requestId }, resources });
      world.changed.send();
    }
    return after(fault) ?? answerOf(requestId, body);
  }

  /** Counted by API and sub-account; sessions of one role are one. */
  function throttle(action: TencentAction, account: string, principalId: string, limit: number): void {
    if (world.settings.publishedLimits === "off") return;
    const count = rate.count(`${account} ${principalId.replace(/:.*/, "")} ${action.product}:${action.name}`);
    if (count > limit) throw commonErrors.throttled(world.settings.tencentThrottlingCode, count, limit);
  }

  function languageOf({ language }: TencentRequest): Language {
    return language === "zh-CN" || language === "en-US" ? language : world.settings.tencentLanguage;
  }

  return { name: "tencent", claims, handle };
}

/** Requests go to `/`: those with the vendor's action header, to its hosts, or with a key of its older signature. */
function claims(request: HttpRequest): boolean {
  if (request.path !== "/") return false;
  if (request.headers["x-tc-action"] !== undefined || vendorProduct(request.headers["host"] ?? "") !== undefined)
    return true;
  const names = new Set(readRequest(request).pairs.map(([name]) => name));
  return names.has("Action") && names.has("SecretId");
}
