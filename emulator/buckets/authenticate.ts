import type { HttpRequest } from "../http.ts";
import type { World } from "../world.ts";
import { refuse } from "./errors.ts";
import type { BucketHost } from "./hosts.ts";
import { type BucketSignature, checkPayload, readSignature, signatureMatches } from "./signature.ts";
import type { BucketKey, ObjectStore } from "./store.ts";

/** How far a request's time may be off, milliseconds. */
const skew = 15 * 60 * 1000;

/**
 * Who signed the request. Checks come in this order: the pieces of the signature; the key; the security token; the
 * time; the region; the signature; the body. Throws `BucketRefusal`.
 */
export function authenticateBucketCall(
  world: World,
  request: HttpRequest,
  host: BucketHost,
  store: ObjectStore,
): BucketKey {
  const signature = readSignature(request) ?? refuse("anonymous");
  const key = store.findKey(signature.accessKeyId) ?? refuse("keyNotFound");
  checkToken(world, request, signature, key, store);
  checkTime(world, signature);
  if (world.settings.bucketSigningRegion === "either" && !store.signingRegions(host.region).includes(signature.region))
    refuse("malformedAuthorization", {
      message: `The authorization header is malformed; the region '${signature.region}' is wrong; expecting '${host.region}'.`,
      fields: { Region: host.region },
    });
  if (!signatureMatches(signature, key.secret))
    refuse("signatureDoesNotMatch", {
      fields: {
        [store.provider === "oss" ? "OSSAccessKeyId" : "AccessKeyId"]: signature.accessKeyId,
        SignatureProvided: signature.provided,
        StringToSign: signature.stringToSign,
      },
    });
  checkPayload(signature, request.body);
  return key;
}

function checkToken(
  world: World,
  { headers }: HttpRequest,
  signature: BucketSignature,
  key: BucketKey,
  store: ObjectStore,
): void {
  const { refusedTokenHeader } = store;
  if (refusedTokenHeader !== undefined && headers[refusedTokenHeader] !== undefined) refuse("tokenHeader");
  const presigned = signature.expires !== undefined;
  if (presigned && signature.token !== undefined && !store.takesPresignedToken(world.settings))
    refuse("tokenPresigned");
  // A temporary key is unknown without its token.
  if (key.token !== undefined && signature.token === undefined) refuse("keyNotFound");
  if (signature.token !== key.token) refuse("tokenInvalid");
  if (key.expiresAt !== undefined && key.expiresAt <= world.clock.now()) refuse("tokenExpired");
}

/** A function's process lives in world time, a test in wall time: either may be meant. */
function checkTime({ clock }: World, { signedAt, expires }: BucketSignature): void {
  const nows = [clock.now(), clock.now() - clock.offset()];
  if (expires === undefined) {
    if (nows.every((now) => Math.abs(now - signedAt) > skew)) refuse("timeTooSkewed");
    return;
  }
  if (nows.every((now) => now > signedAt + expires * 1000 || signedAt > now + skew)) refuse("expired");
}
