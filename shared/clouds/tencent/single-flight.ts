/** Reads of one kind, by key: whoever asks while the same read of the same pass is under way waits for that one. */
export type SingleFlight<T> = (key: string, pass: AbortSignal, read: () => Promise<T>) => Promise<T>;

/** Nothing is kept once a read has ended. */
export function singleFlight<T>(): SingleFlight<T> {
  const passes = new WeakMap<AbortSignal, Map<string, Promise<T>>>();
  return (key, pass, read) => {
    const underWay = passes.get(pass) ?? new Map<string, Promise<T>>();
    passes.set(pass, underWay);
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const begun = read().finally(() => underWay.delete(key));
    underWay.set(key, begun);
    return begun;
  };
}
