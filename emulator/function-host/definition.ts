/** What an invocation came to; the body of an error is the platform's JSON about it. */
export type Outcome =
  | { readonly kind: "value"; readonly body: Buffer }
  | {
      readonly kind: "error";
      /** `HandledInvocationError`: the handler threw; the other: its process ended or was ended. */
      readonly type: "HandledInvocationError" | "UnhandledInvocationError";
      /** `timeout` and `exit` are unhandled: the process was ended, or ended by itself. */
      readonly why: "thrown" | "timeout" | "exit";
      readonly body: Buffer;
    }
  | { readonly kind: "throttled" };

/** A deployed function. Names and limits are those of Function Compute 3.0's `CreateFunction`, and of SCF's. */
export interface FunctionDefinition {
  readonly name: string;
  /** SCF's; Function Compute 3.0 has none. */
  readonly namespace?: string;
  readonly description?: string;
  readonly account: string;
  readonly region: string;
  readonly runtime: string;
  /** `file.export`, the file without its extension. */
  readonly handler: string;
  /** Folder with the code; it is copied. */
  readonly code: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Role name (lower case on Alibaba Cloud); `null` gives the function no credentials. */
  readonly role: string | null;
  readonly asynchronous: AsynchronousOptions;
  /** Invocations at the same time, at most. */
  readonly reservedConcurrency: number;
}

interface AsynchronousOptions {
  /** Retries after a function error, 0 to 8. */
  readonly retries: number;
  readonly eventAgeSeconds: number;
  /** Resource name of the destination of what failed for good, or `null`. */
  readonly onFailure: string | null;
}

/** Temporary keys of a function's role. */
export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
}
