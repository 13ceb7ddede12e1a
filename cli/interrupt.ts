/** Ctrl-C, or a polite kill, as something to wait for. A second one ends the process at once. */
export interface Interrupt {
  /** Settles when the first signal comes; never before. */
  readonly came: Promise<void>;
  /** Whether it came. */
  heard(): boolean;
  /** Hands the signals back to the process. */
  forget(): void;
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Listens from now on, so that what is being started can still be stopped. */
export function onInterrupt(): Interrupt {
  let stop: () => void = () => undefined;
  const came = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const forget = () => {
    for (const signal of signals) process.removeListener(signal, heard);
  };
  let was = false;
  const heard = () => {
    was = true;
    forget();
    stop();
  };
  for (const signal of signals) process.on(signal, heard);
  return { came, heard: () => was, forget };
}
