/** Longest key, longest value, and most tags of one resource (Tag product, "Use limits"). */
export const longestKey = 127;
export const longestValue = 255;
export const mostTags = 50;

/** Letters and digits of any language, blanks and these signs. */
export function textIsAllowed(text: string): boolean {
  return /^[\p{L}\p{N} +\-=._:/@()[\],;><]*$/u.test(text);
}

/** Keys that begin with the vendor's own words are its own. */
export function keyIsReserved(key: string): boolean {
  return /^(?:qcloud|tencent|project)/i.test(key);
}
