/**
 * What Function Compute hands a Node.js handler beside the event.
 * Source: https://help.aliyun.com/en/functioncompute/context-1-1
 */
export interface FcContext {
  readonly requestId: string;
  readonly region: string;
  readonly accountId: string;
  /** Temporary credentials of the function's role; absent when it has none. */
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken: string;
  };
  readonly function: {
    readonly name: string;
    readonly handler: string;
    /** MB. */
    readonly memory: number;
    /** Seconds. */
    readonly timeout: number;
  };
}
