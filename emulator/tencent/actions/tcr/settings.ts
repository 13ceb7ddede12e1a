/** What the vendor does not document of `tcr`. */
export const tcrSettings = {} as const;
