type Variables = Readonly<Record<string, string | undefined>>;

/** The temporary key of the function's role. */
export interface RoleKey {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token: string;
}

/**
 * The key that SCF puts into the environment of a function with a role, by names without the underscores that the SDK
 * looks for. A warm instance is given new ones, so this is called each time.
 * Source: https://www.tencentcloud.com/document/product/583/32748
 */
export function roleKey(environment: Variables): RoleKey {
  const {
    TENCENTCLOUD_SECRETID: secretId,
    TENCENTCLOUD_SECRETKEY: secretKey,
    TENCENTCLOUD_SESSIONTOKEN: token,
  } = environment;
  if (!secretId || !secretKey || !token)
    throw new Error("the function has no role, so it has no credentials; give it the role that serverless.yml names");
  return { secretId, secretKey, token };
}
