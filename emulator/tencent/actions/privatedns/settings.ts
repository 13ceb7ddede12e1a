/** What the vendor does not document of `privatedns`. */
export const privatednsSettings = {} as const;
