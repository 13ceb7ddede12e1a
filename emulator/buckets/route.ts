import type { Fault } from "../faults.ts";
import type { HttpAnswer, HttpRequest, HttpResponse, Route } from "../http.ts";
import type { World } from "../world.ts";
import { authenticateBucketCall } from "./authenticate.ts";
import { type BucketError, BucketRefusal, refuse } from "./errors.ts";
import { type BucketHost, bucketHost } from "./hosts.ts";
import { operationOf } from "./operations.ts";
import type { Bucket } from "./state.ts";
import type { ObjectStore } from "./store.ts";
import { decodePairs } from "./url.ts";
import { xml } from "./xml.ts";

/**
 * Object stores over the S3 protocol, each under its vendor's host names. Checks come in this order: the form of the
 * address; the signature; the operation; faults; the bucket and its endpoint; rights; whose bucket it is.
 */
export function createBucketRoute(world: World, stores: readonly ObjectStore[]): Route {
  const addressed = (request: HttpRequest) => {
    const host = bucketHost(request.headers["host"] ?? "");
    const store = stores.find(({ provider }) => provider === host?.provider);
    return host === undefined || store === undefined ? undefined : { host, store };
  };

  function answer(request: HttpRequest, host: BucketHost, store: ObjectStore): HttpAnswer {
    const address = store.address(host, request.path);
    const caller = authenticateBucketCall(world, request, host, store);
    const query = new Map(decodePairs(request.query));
    const operation = operationOf(request, address, query);
    world.calls.add(host.provider, operation.name);

    const fault = world.faults.take(host.provider, operation.name);
    const broken = fault === undefined ? undefined : before(world, store, fault);
    if (broken !== undefined) {
      if ("code" in broken) throw new BucketRefusal("internal", broken);
      return broken;
    }

    const { bucket: bucketName = "", key } = address;
    const bucket = address.bucket === undefined ? undefined : world.buckets.find(host.provider, bucketName);
    const makes = operation.name === "PutBucket" || operation.name === "ListBuckets";
    if (!makes) checkAddress(store, host, bucketName, bucket);
    const owner = bucket?.account ?? caller.account;
    const denied = caller.refusal({
      operation: operation.name,
      bucket: bucketName,
      region: host.region,
      owner,
      key,
      prefix: query.get("prefix") ?? "",
      sourceIp: request.sourceIp,
    });
    if (denied !== undefined) throw new BucketRefusal("denied", { message: denied });
    // Every bucket is private, and none has a policy that lets others in.
    if (operation.name !== "PutBucket" && owner !== caller.account) throw new BucketRefusal("foreign");
    const call = { world, request, host, store, bucketName, key, query, account: caller.account };
    const response = operation.run(call, bucket);
    if (operation.access === "write") world.changed.send();
    if (fault === "reset-after-write") return { broken: "reset" };
    if (fault === "hang-after-write") return { broken: "hang" };
    return response;
  }

  return {
    name: "buckets",
    claims: (request) => addressed(request) !== undefined,
    handle(request) {
      const requestId = world.ids.hex32().slice(0, 24).toUpperCase();
      const found = addressed(request);
      if (found === undefined) return { status: 404, body: "" };
      const { host, store } = found;
      const finish = (response: HttpResponse) => signed(response, request, store, requestId);
      try {
        const answered = answer(request, host, store);
        return "broken" in answered ? answered : finish(answered);
      } catch (error) {
        const refused = error instanceof BucketRefusal ? error : new BucketRefusal("internal");
        if (refused !== error)
          world.logs.add("emulator", `${requestId}: ${error instanceof Error ? error.stack : String(error)}`);
        return finish(refusal({ ...store.errors[refused.kind], ...refused.more }, request, store, requestId));
      }
    },
  };
}

/** A bucket is reached through its own region's endpoint. */
function checkAddress(store: ObjectStore, host: BucketHost, bucketName: string, bucket: Bucket | undefined): void {
  if (bucket === undefined) refuse("noSuchBucket", { fields: { BucketName: bucketName } });
  else if (bucket.region !== host.region) refuse("otherEndpoint", store.elsewhere(bucket, host));
}

/** What a fault does to a call before it has any effect; `undefined` when it waits until after the effect. */
function before({ settings }: World, store: ObjectStore, fault: Fault): BucketError | HttpAnswer | undefined {
  if (typeof fault === "object") return fault;
  switch (fault) {
    case "throttling":
      return store.throttled(settings);
    case "unavailable":
      return store.errors.unavailable;
    case "internal":
      return store.errors.internal;
    case "busy":
      return store.errors.busy;
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
  store: ObjectStore,
  requestId: string,
): HttpResponse {
  const body = xml("Error", {
    Code: code,
    Message: message,
    ...store.errorFields(requestId, { host: request.headers["host"] ?? "", path: request.path }),
    ...fields,
    EC: cause,
  });
  return { status, headers: { "content-type": "application/xml" }, body };
}

function signed(response: HttpResponse, request: HttpRequest, store: ObjectStore, requestId: string): HttpResponse {
  const headers = { ...response.headers, ...store.headers(requestId) };
  // A refused HEAD has nothing but its status.
  return { ...response, headers, ...(request.method === "HEAD" && response.status !== 200 && { body: "" }) };
}
