/** What both ways of signing have: who signs, and a check that only the secret's owner can meet. */
export interface SignedRequest {
  readonly secretId: string;
  /** The product that the signature names; `undefined` where it names none. */
  readonly service?: string;
  /** Whether the signature is the secret's over one of the accepted spellings of the request. */
  matches(secretKey: string): boolean;
}
