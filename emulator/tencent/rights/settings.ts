/** What the vendor does not document, `rights`. */
export const rightsSettings = {} as const;
