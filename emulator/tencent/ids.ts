const lettersAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";
const hexDigits = "0123456789abcdef";
const mixed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Fresh ids in the vendor's shapes, from the world's seeded randomness. */
export interface TencentIds {
  /** `vpc-a1b2c3d4`: a prefix and 8 lower-case letters and digits. */
  resource(prefix: string): string;
  /** UUID v4, lower case, as in `RequestId`. */
  uuid(): string;
  /** `length` lower-case letters and digits. */
  letters(length: number): string;
  /** `length` letters of both cases and digits, as in keys. */
  key(length: number): string;
  /** Increasing integers, as in record and policy ids. */
  integer(): number;
}

export function createTencentIds(random: () => number, after = 0): TencentIds {
  let last = Math.max(12_000_000, after);
  const pick = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join("");
  return {
    resource: (prefix) => `${prefix}-${pick(lettersAndDigits, 8)}`,
    uuid: () =>
      `${pick(hexDigits, 8)}-${pick(hexDigits, 4)}-4${pick(hexDigits, 3)}-${pick("89ab", 1)}${pick(hexDigits, 3)}-${pick(hexDigits, 12)}`,
    letters: (length) => pick(lettersAndDigits, length),
    key: (length) => pick(mixed, length),
    integer: () => {
      last += 1 + Math.floor(random() * 9);
      return last;
    },
  };
}
