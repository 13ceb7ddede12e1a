/** What the vendor does not document, `gateway`. */
export const gatewaySettings = {} as const;
