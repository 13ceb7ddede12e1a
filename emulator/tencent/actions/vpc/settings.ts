/** What the vendor does not document of `vpc`. */
export const vpcSettings = {} as const;
