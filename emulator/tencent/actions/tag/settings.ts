/** What the vendor does not document of `tag`. */
export const tagSettings = {} as const;
