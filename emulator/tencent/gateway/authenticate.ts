import type { HttpRequest } from "../../http.ts";
import type { World } from "../../world.ts";
import type { TencentProduct } from "../action.ts";
import type { TencentKey } from "../keys.ts";
import type { TencentIdentity } from "../state.ts";
import { commonErrors } from "./errors.ts";
import { readHmac } from "./hmac.ts";
import type { TencentRequest } from "./read-request.ts";
import { readTc3 } from "./tc3.ts";

/** How far a request's time may be off, milliseconds. */
const skewMs = 300_000;

/** Who signed the request; throws `RefusedError` in the vendor's words when nobody did properly. */
export function authenticate(
  world: World,
  request: HttpRequest,
  read: TencentRequest,
  product: TencentProduct,
): TencentIdentity {
  const time = timeOf(read.timestamp);
  const signed = read.signedIn === "header" ? readTc3(request, read.timestamp) : readHmac(request, read);
  // A function's process lives in world time, a test in wall time: either may be meant.
  const nows = [world.clock.now(), world.clock.now() - world.clock.offset()];
  if (nows.every((now) => Math.abs(now - time) > skewMs)) throw commonErrors.signatureExpired();
  if (!/^[A-Za-z0-9_-]+$/.test(signed.secretId)) throw commonErrors.invalidSecretId();
  const key = world.tencentKeys.find(signed.secretId);
  if (key === undefined) throw commonErrors.secretIdNotFound();
  checkToken(read.token, key, world.clock.now());
  const rightScope = world.settings.scopeService === "any" || (signed.service ?? product) === product;
  if (!rightScope || !signed.matches(key.secretKey)) throw commonErrors.signatureFailure();
  return key.identity;
}

/** Unix seconds on the wire. */
function timeOf(timestamp: string): number {
  if (timestamp === "") throw commonErrors.missing("Timestamp");
  if (!/^\d{1,12}$/.test(timestamp)) throw commonErrors.signatureExpired();
  return Number(timestamp) * 1000;
}

function checkToken(token: string, key: TencentKey, now: number): void {
  if (token !== (key.token ?? "")) throw commonErrors.tokenFailure();
  if (key.expiresAt !== undefined && key.expiresAt <= now) throw commonErrors.tokenFailure();
}
