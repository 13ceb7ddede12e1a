import type { Credential } from "../alibaba/credentials.ts";
import type { Identity } from "../alibaba/state.ts";
import type { HttpRequest } from "../http.ts";
import type { World } from "../world.ts";
import { type BucketError, BucketRefusal, bucketErrors } from "./errors.ts";
import type { BucketHost } from "./hosts.ts";
import { type BucketSignature, checkPayload, readSignature, signatureMatches } from "./signature.ts";

/** How far a request's time may be off, milliseconds. */
const skew = 15 * 60 * 1000;

/**
 * Who signed the request. Checks come in this order: the pieces of the signature; the key; the security token; the
 * time; the region; the signature; the body. Throws `BucketRefusal`.
 */
export function authenticateBucketCall(world: World, request: HttpRequest, host: BucketHost): Identity {
  const signature = readSignature(request) ?? refuse(bucketErrors.anonymous);
  const credential = world.credentials.find(signature.accessKeyId) ?? refuse(bucketErrors.keyNotFound);
  checkToken(world, request, signature, credential);
  checkTime(world, signature);
  const own = [host.region, `${host.provider}-${host.region}`];
  if (world.settings.bucketSigningRegion === "either" && !own.includes(signature.region))
    refuse({
      ...bucketErrors.malformedAuthorization,
      message: `The authorization header is malformed; the region '${signature.region}' is wrong; expecting '${host.region}'.`,
      fields: { Region: host.region },
    });
  if (!signatureMatches(signature, credential.secret))
    refuse({
      ...bucketErrors.signatureDoesNotMatch,
      fields: {
        OSSAccessKeyId: signature.accessKeyId,
        SignatureProvided: signature.provided,
        StringToSign: signature.stringToSign,
      },
    });
  checkPayload(signature, request.body);
  return credential.identity;
}

function checkToken(world: World, { headers }: HttpRequest, signature: BucketSignature, credential: Credential): void {
  if (headers["x-oss-security-token"] !== undefined) refuse(bucketErrors.tokenHeader);
  const presigned = signature.expires !== undefined;
  if (presigned && signature.token !== undefined && world.settings.bucketPresignedToken === "refused")
    refuse(bucketErrors.tokenPresigned);
  // A temporary key is unknown without its token.
  if (credential.securityToken !== undefined && signature.token === undefined) refuse(bucketErrors.keyNotFound);
  if (signature.token !== credential.securityToken) refuse(bucketErrors.tokenInvalid);
  if (credential.expiresAt !== undefined && credential.expiresAt <= world.clock.now())
    refuse(bucketErrors.tokenExpired);
}

/** A function's process lives in world time, a test in wall time: either may be meant. */
function checkTime({ clock }: World, { signedAt, expires }: BucketSignature): void {
  const nows = [clock.now(), clock.now() - clock.offset()];
  if (expires === undefined) {
    if (nows.every((now) => Math.abs(now - signedAt) > skew)) refuse(bucketErrors.timeTooSkewed);
    return;
  }
  if (nows.every((now) => now > signedAt + expires * 1000 || signedAt > now + skew)) refuse(bucketErrors.expired);
}

function refuse(error: BucketError): never {
  throw new BucketRefusal(error);
}
