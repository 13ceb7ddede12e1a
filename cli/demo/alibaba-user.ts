import { createRequire } from "node:module";

// Required, because the package is CommonJS and hands its parts out differently to importers.
const core: typeof import("@alicloud/openapi-core") = createRequire(import.meta.url)("@alicloud/openapi-core");

const versions = { vpc: "2016-04-28", cr: "2018-12-01", pvtz: "2018-01-01" } as const;
type Product = keyof typeof versions;

/** Somebody with a tool of their own: the vendor's client, their own keys, nothing of Mooring. */
export interface AlibabaUser {
  call(product: Product, action: string, parameters: object): Promise<Readonly<Record<string, unknown>>>;
  /** Calls made so far, by `product:Action`. */
  readonly calls: ReadonlyMap<string, number>;
}

export function createAlibabaUser(options: {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}): AlibabaUser {
  const { accessKeyId, accessKeySecret } = options;
  const endpoint = new URL(options.endpoint).host;
  const client = new core.default(
    new core.$OpenApiUtil.Config({
      accessKeyId,
      accessKeySecret,
      endpoint,
      protocol: "HTTP",
      readTimeout: 10_000,
      connectTimeout: 5_000,
    }),
  );
  const calls = new Map<string, number>();
  return {
    calls,
    async call(product, action, parameters) {
      calls.set(`${product}:${action}`, (calls.get(`${product}:${action}`) ?? 0) + 1);
      const params = new core.$OpenApiUtil.Params({
        action,
        version: versions[product],
        protocol: "HTTP",
        pathname: "/",
        method: "POST",
        authType: "AK",
        style: "RPC",
        reqBodyType: "formData",
        bodyType: "json",
      });
      const request = new core.$OpenApiUtil.OpenApiRequest({ query: core.OpenApiUtil.query(parameters) });
      // Empty runtime options: the timeouts are the client's.
      const answer: { readonly body?: unknown } = await client.callApi(
        params,
        request,
        new core.$OpenApiUtil.OpenApiRequest({}),
      );
      return Object.fromEntries(Object.entries(answer.body ?? {}));
    },
  };
}
