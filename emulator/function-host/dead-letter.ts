/** What is sent to the destination of an asynchronous invocation that failed for good, as Function Compute words it. */
export interface DeadLetter {
  /** Resource name of the destination. */
  readonly destination: string;
  readonly body: {
    /** World time, milliseconds. */
    readonly timestamp: number;
    readonly requestContext: {
      readonly requestId: string;
      readonly functionArn: string;
      readonly condition: "RetriesExhausted" | "EventAgeExceeded";
      readonly approximateInvokeCount: number;
    };
    readonly requestPayload: string;
    readonly responseContext: { readonly statusCode: number; readonly functionError: string };
    readonly responsePayload: string;
  };
}
