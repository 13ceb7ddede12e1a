import type { Action, ActionCall, ActionError, ReferencedResources } from "../action.ts";

/** One write that reached its product, successful or refused. */
export interface AuditEntry {
  readonly action: Action;
  readonly call: ActionCall;
  readonly requestId: string;
  /** As sent, in query and form, without what belongs to the signature. */
  readonly rawParameters: Readonly<Record<string, string>>;
  readonly response?: Readonly<Record<string, unknown>>;
  readonly error?: ActionError;
  readonly resources: ReferencedResources;
  readonly userAgent: string;
  /** As in the request, with its port. */
  readonly host: string;
}
