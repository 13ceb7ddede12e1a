/**
 * What SCF hands a Node.js handler beside the event. The key of the function's role is not in it: the platform puts that
 * into the environment. Source: https://cloud.tencent.com/document/product/583/67790
 */
export interface ScfContext {
  readonly request_id: string;
  /** The whole time of the invocation, milliseconds. */
  readonly time_limit_in_ms: number;
  readonly memory_limit_in_mb: number;
  readonly function_name: string;
  readonly function_version: string;
  readonly namespace: string;
  readonly tencentcloud_region: string;
  readonly tencentcloud_appid?: string;
  /** The account. */
  readonly tencentcloud_uin?: string;
  getRemainingTimeInMillis?(): number;
}
