import OpenApi, { OpenApiUtil, $OpenApiUtil as wire } from "@alicloud/openapi-core";
import { type Product, products } from "./products.ts";

/** A key pair, with the token of a temporary one. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

type ParameterValue = string | number | boolean;
export type Parameters = Readonly<
  Record<string, ParameterValue | readonly string[] | readonly Readonly<Record<string, string>>[]>
>;

/** One request as it goes out. */
export interface Request {
  readonly product: Product;
  readonly action: string;
  readonly parameters: Parameters;
  readonly region: string;
  readonly credentials: Credentials;
  /** `host:port` of an emulated cloud on loopback. */
  readonly loopback: string | null;
  /** Milliseconds. */
  readonly connectTimeout: number;
  readonly readTimeout: number;
}

/** Sends one request and gives the text of a 2xx answer; throws whatever the vendor's core throws. */
export type Exchange = (request: Request) => Promise<string>;

// The package is CommonJS with a `default` of its own: Node and esbuild hand over the whole module, others its default.
function clientClass(imported: typeof OpenApi | { readonly default: typeof OpenApi }): typeof OpenApi {
  return "default" in imported ? imported.default : imported;
}

const Client = clientClass(OpenApi);

/**
 * One request through the vendor's own core: ACS3-HMAC-SHA256, keep-alive by its default agents, no retries of its own.
 * The answer is taken as text, because the core would round int64 ids.
 */
export const exchange: Exchange = async (request) => {
  const { version, host } = products[request.product];
  const { accessKeyId, accessKeySecret, securityToken } = request.credentials;
  const client = new Client(
    new wire.Config({
      accessKeyId,
      accessKeySecret,
      securityToken,
      endpoint: request.loopback ?? host(request.region),
      protocol: request.loopback === null ? "HTTPS" : "HTTP",
      connectTimeout: request.connectTimeout,
      readTimeout: request.readTimeout,
      userAgent: "mooring",
    }),
  );
  const parameters = new wire.Params({
    action: request.action,
    version,
    protocol: "HTTPS",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "string",
  });
  const query = OpenApiUtil.query(request.parameters);
  // The runtime options are empty: the timeouts are the client's.
  const { body } = await client.callApi(parameters, new wire.OpenApiRequest({ query }), new wire.OpenApiRequest({}));
  return String(body);
};
