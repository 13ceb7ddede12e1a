import type { Json, TencentAction, TencentCall, TencentError } from "../action.ts";

/** A record of CloudAudit; its fields as `DescribeEvents` shows them in `CloudAuditEvent`. */
export type AuditRecord = Readonly<Record<string, unknown>>;

export type AuditEventType = "ApiCall" | "ConsoleCall" | "MiniProgramCall";

/** One write that reached its product, successful or refused. */
export interface TencentAuditEntry {
  readonly action: TencentAction;
  readonly call: TencentCall;
  readonly requestId: string;
  /** As sent. */
  readonly rawParameters: { readonly [key: string]: Json };
  /** With its `RequestId`. */
  readonly response?: Readonly<Record<string, unknown>>;
  readonly error?: TencentError;
  /** Six-segment names. */
  readonly resources: readonly string[];
  readonly userAgent: string;
  /** As in the request, with its port. */
  readonly host: string;
}
