/** What every signature version has: who signs, when, once, and a text that only the secret's owner can sign. */
export interface SignedRequest {
  readonly accessKeyId: string;
  /** As sent. */
  readonly timestamp: string;
  readonly nonce: string;
  readonly token?: string;
  /** The server's own text, and other spellings of it that official clients sign. */
  readonly stringsToSign: readonly [string, ...string[]];
  matches(stringToSign: string, secret: string): boolean;
}
