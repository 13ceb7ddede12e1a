/** What the vendor does not document, `eventbridge`. */
export const eventbridgeSettings = {} as const;
