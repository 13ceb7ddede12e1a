/** A list of listeners, called in the order in which they came. */
export interface Signal<T> {
  /** Returns how to stop listening. */
  subscribe(listener: (value: T) => void): () => void;
  send(value: T): void;
}

export function createSignal<T>(): Signal<T> {
  let listeners: ((value: T) => void)[] = [];
  return {
    subscribe(listener) {
      listeners = [...listeners, listener];
      return () => {
        listeners = listeners.filter((other) => other !== listener);
      };
    },
    send(value) {
      for (const listener of listeners) listener(value);
    },
  };
}
