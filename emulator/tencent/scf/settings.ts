/** What the vendor does not document, `scf`. */
export const scfSettings = {} as const;
