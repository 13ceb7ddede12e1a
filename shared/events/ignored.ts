/** A payload that starts no pass. Names the event by id and type alone: a body can hold live tokens. */
export interface Ignored {
  readonly kind: "ignored";
  readonly id: string | null;
  readonly type: string | null;
  readonly because: string;
}

export function ignored(because: string, id: string | null = null, type: string | null = null): Ignored {
  return { kind: "ignored", id, type, because };
}
