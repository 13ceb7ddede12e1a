import type { Identity } from "../alibaba/state.ts";
import type { Fault } from "../faults.ts";
import type { HttpAnswer, HttpRequest, HttpResponse, Route } from "../http.ts";
import type { World } from "../world.ts";
import { authenticateBucketCall } from "./authenticate.ts";
import { type BucketError, BucketRefusal, bucketErrors, throttlingMessages } from "./errors.ts";
import { type BucketHost, bucketHost } from "./hosts.ts";
import { type BucketOperation, keyOf, operationOf } from "./operations.ts";
import type { Bucket } from "./state.ts";
import { decodePairs } from "./url.ts";
import { xml } from "./xml.ts";

/** Whether an identity holds a right on `acs:oss:*:<account>:<bucket>[/<key>]`; the refusal's message when not. */
export type AuthorizeBucketCall = (identity: Identity, right: string, resource: string) => string | undefined;

/**
 * Object stores over the S3 protocol, for hosts that name a bucket. Checks come in this order: the form of the address;
 * the signature; the operation; faults; the bucket and its endpoint; rights; whose bucket it is.
 */
export function createBucketRoute(world: World, authorize: AuthorizeBucketCall = () => undefined): Route {
  function answer(request: HttpRequest, host: BucketHost): HttpAnswer {
    const bucketName = host.bucket;
    if (bucketName === undefined) throw new BucketRefusal(bucketErrors.pathStyle);
    const identity = authenticateBucketCall(world, request, host);
    const query = new Map(decodePairs(request.query));
    const key = keyOf(request.path);
    const operation = operationOf(request, key, query);
    world.calls.add(host.provider, operation.name);

    const fault = world.faults.take(host.provider, operation.name);
    const broken = fault === undefined ? undefined : before(world, fault);
    if (broken !== undefined) {
      if ("code" in broken) throw new BucketRefusal(broken);
      return broken;
    }

    const bucket = world.buckets.find(host.provider, bucketName);
    checkAddress(operation, host, bucketName, bucket);
    const account = bucket?.account ?? identity.account;
    const resource = `acs:${host.provider}:*:${account}:${bucketName}${key === "" ? "" : `/${key}`}`;
    const denied = authorize(identity, operation.right, resource);
    if (denied !== undefined) throw new BucketRefusal({ ...bucketErrors.denied, message: denied });
    // Every bucket is private, and none has a policy that lets others in.
    if (operation.name !== "PutBucket" && account !== identity.account) throw new BucketRefusal(bucketErrors.foreign);
    const response = operation.run({ world, request, host, bucketName, key, query, identity }, bucket);
    if (operation.access === "write") world.changed.send();
    if (fault === "reset-after-write") return { broken: "reset" };
    if (fault === "hang-after-write") return { broken: "hang" };
    return response;
  }

  return {
    name: "buckets",
    claims: ({ headers }) => bucketHost(headers["host"] ?? "") !== undefined,
    handle(request) {
      const requestId = world.ids.hex32().slice(0, 24).toUpperCase();
      const host = bucketHost(request.headers["host"] ?? "");
      const finish = (response: HttpResponse) => signed(response, request, requestId);
      try {
        if (host === undefined) throw new BucketRefusal(bucketErrors.pathStyle);
        const answered = answer(request, host);
        return "broken" in answered ? answered : finish(answered);
      } catch (error) {
        if (error instanceof BucketRefusal) return finish(refusal(error.error, request, requestId));
        world.logs.add("emulator", `${requestId}: ${error instanceof Error ? error.stack : String(error)}`);
        return finish(refusal(bucketErrors.internal, request, requestId));
      }
    },
  };
}

/** A bucket is reached through its own region's endpoint. */
function checkAddress(
  operation: BucketOperation,
  host: BucketHost,
  bucketName: string,
  bucket: Bucket | undefined,
): void {
  if (operation.name === "PutBucket") return;
  if (bucket === undefined)
    throw new BucketRefusal({ ...bucketErrors.noSuchBucket, fields: { BucketName: bucketName } });
  if (bucket.region === host.region) return;
  const endpoint = host.endpoint.replace(host.region, bucket.region);
  throw new BucketRefusal({ ...bucketErrors.otherEndpoint, fields: { Bucket: bucketName, Endpoint: endpoint } });
}

/** What a fault does to a call before it has any effect; `undefined` when it waits until after the effect. */
function before({ settings }: World, fault: Fault): BucketError | HttpAnswer | undefined {
  if (typeof fault === "object") return fault;
  switch (fault) {
    case "throttling": {
      const code = settings.bucketThrottlingCode;
      return { status: 503, code, message: throttlingMessages[code] ?? code };
    }
    case "unavailable":
      return bucketErrors.unavailable;
    case "internal":
      return bucketErrors.internal;
    case "busy":
      return bucketErrors.busy;
    case "not-json":
      return {
        status: 502,
        headers: { "content-type": "text/html" },
        body: "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>",
      };
    case "reset":
    case "hang":
      return { broken: fault };
    case "reset-after-write":
    case "hang-after-write":
      return undefined;
  }
}

function refusal(
  { status, code, message, cause, fields }: BucketError,
  request: HttpRequest,
  requestId: string,
): HttpResponse {
  const body = xml("Error", {
    Code: code,
    Message: message,
    RequestId: requestId,
    HostId: request.headers["host"] ?? "",
    ...fields,
    EC: cause,
  });
  return { status, headers: { "content-type": "application/xml" }, body };
}

function signed(response: HttpResponse, request: HttpRequest, requestId: string): HttpResponse {
  const headers = { ...response.headers, server: "AliyunOSS", "x-oss-request-id": requestId };
  // A refused HEAD has nothing but its status.
  return { ...response, headers, ...(request.method === "HEAD" && response.status !== 200 && { body: "" }) };
}
