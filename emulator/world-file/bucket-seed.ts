export interface BucketSeed {
  readonly name: string;
  readonly region: string;
  readonly createdAt?: string;
  /** By key; a text, or what a text cannot say. */
  readonly objects?: Readonly<Record<string, string | ObjectSeed>>;
}

export interface ObjectSeed {
  readonly text?: string;
  readonly base64?: string;
  readonly contentType?: string;
  readonly modifiedAt?: string;
}
