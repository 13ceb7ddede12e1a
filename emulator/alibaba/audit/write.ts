import type { ActionError, Product, ReferencedResources } from "../action.ts";

/** The last part of an event's type: who made the call, and how. */
export type AuditEventType = "ApiCall" | "ConsoleOperation" | "AliyunServiceEvent";

/** The part of a write that a record shows; also what a second event about the same write is made from. */
export interface RecordedWrite {
  readonly product: Product;
  readonly version: string;
  readonly name: string;
  readonly eventType: AuditEventType;
  readonly requestId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly response: Readonly<Record<string, unknown>> | undefined;
  readonly error: ActionError | undefined;
  readonly resources: ReferencedResources;
}
