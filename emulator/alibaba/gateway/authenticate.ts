import type { HttpRequest } from "../../http.ts";
import type { World } from "../../world.ts";
import { type ActionError, ApiError } from "../action.ts";
import type { Credential } from "../credentials.ts";
import type { Identity } from "../state.ts";
import { readAcs3 } from "./acs3.ts";
import { gatewayErrors, missing } from "./errors.ts";
import { createNonces, skewMs } from "./nonces.ts";
import type { ParsedRequest } from "./parse.ts";
import { readRpc } from "./rpc.ts";
import type { SignedRequest } from "./signed-request.ts";

/** Who signed the request; throws `ApiError` in the gateway's words when nobody did properly. */
export type Authenticate = (request: HttpRequest, parsed: ParsedRequest) => Identity;

export function createAuthenticate(world: World): Authenticate {
  const nonces = createNonces(() => world.clock.now() - world.clock.offset());
  return (request, parsed) => {
    const signed = readAcs3(request, parsed) ?? readRpc(request, parsed);
    if (signed === undefined) {
      const hasKey = request.headers["authorization"] !== undefined || parsed.all.has("AccessKeyId");
      throw new ApiError(hasKey ? gatewayErrors.incompleteSignature : missing("AccessKeyId"));
    }
    const credential = world.credentials.find(signed.accessKeyId);
    if (credential === undefined) refuse({ ...gatewayErrors.keyNotFound, status: world.settings.unknownKeyStatus });
    checkToken(signed, credential, world.clock.now());
    checkTime(signed.timestamp, [world.clock.now(), world.clock.now() - world.clock.offset()]);
    if (!signed.stringsToSign.some((text) => signed.matches(text, credential.secret)))
      refuse({
        ...gatewayErrors.signatureDoesNotMatch,
        status: world.settings.wrongSignatureStatus,
        message: `${gatewayErrors.signatureDoesNotMatch.message} server string to sign is:${signed.stringsToSign[0]}`,
      });
    if (!nonces.use(signed.accessKeyId, signed.nonce)) refuse(gatewayErrors.nonceUsed);
    return credential.identity;
  };
}

function refuse(error: ActionError): never {
  throw new ApiError(error);
}

function checkToken(signed: SignedRequest, credential: Credential, now: number): void {
  if (credential.securityToken === undefined) {
    if (signed.token !== undefined) refuse(gatewayErrors.tokenMismatch);
    return;
  }
  if (signed.token === undefined) refuse(gatewayErrors.tokenMissing);
  if (signed.token !== credential.securityToken)
    refuse(looksIssued(signed.token) ? gatewayErrors.tokenMismatch : gatewayErrors.tokenMalformed);
  if (credential.expiresAt !== undefined && credential.expiresAt <= now) refuse(gatewayErrors.tokenExpired);
}

function looksIssued(token: string): boolean {
  return token.startsWith("emulated-token-");
}

/** A function's process lives in world time, a test in wall time: either may be meant. */
function checkTime(timestamp: string, nows: readonly number[]): void {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp)) refuse(gatewayErrors.timestampFormat);
  const time = Date.parse(timestamp);
  if (Number.isNaN(time)) refuse(gatewayErrors.timestampFormat);
  if (nows.every((now) => Math.abs(now - time) > skewMs)) refuse(gatewayErrors.timestampExpired);
}
