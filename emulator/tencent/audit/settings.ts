/** What the vendor does not document, `audit`. */
export const auditSettings = {} as const;
