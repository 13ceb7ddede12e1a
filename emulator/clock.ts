/**
 * World time: wall time plus an offset that can be driven. Everything that happens later in the emulated clouds is a
 * task on this clock; nothing else in `emulator/` starts a timer of its own.
 */
export interface WorldClock {
  /** Milliseconds since the epoch, world time. */
  now(): number;
  /** World time minus wall time, milliseconds. */
  offset(): number;
  /** Runs `task` when world time reaches `time`; equal times run in the order they were asked for. */
  at(time: number, task: () => void | Promise<void>): Cancel;
  after(milliseconds: number, task: () => void | Promise<void>): Cancel;
  /** Work that `advance` must wait for, such as a running invocation. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Moves world time on, runs what falls due in order of time, and resolves when no tracked work is left. */
  advance(milliseconds: number): Promise<void>;
  /** Drops all tasks, and those that are asked for later. */
  stop(): void;
}

export type Cancel = () => void;

interface Task {
  readonly time: number;
  readonly order: number;
  readonly run: () => void | Promise<void>;
}

/** Longest wait of one timer of the platform. */
const longestTimeout = 2 ** 31 - 1;

/** @param wall wall time in milliseconds; @param onError receives what a task throws; @param ahead the
 * offset to begin with. */
export function createWorldClock(
  wall: () => number = Date.now,
  onError: (error: unknown) => void = () => undefined,
  ahead = 0,
): WorldClock {
  let offset = ahead;
  let order = 0;
  let tasks: Task[] = [];
  let timer: NodeJS.Timeout | undefined;
  let advancing: Promise<void> = Promise.resolve();
  let stopped = false;
  const working = new Set<Promise<unknown>>();

  // Whole milliseconds, as every clock of the vendors tells; what is waited for may be a fraction.
  const now = () => Math.floor(wall() + offset);

  function next(): Task | undefined {
    return tasks[0];
  }

  function insert(task: Task): void {
    const index = tasks.findIndex((other) => other.time > task.time);
    if (index === -1) tasks.push(task);
    else tasks.splice(index, 0, task);
  }

  async function runTask(task: Task): Promise<void> {
    tasks = tasks.filter((other) => other !== task);
    try {
      await task.run();
    } catch (error) {
      onError(error);
    }
  }

  function arm(): void {
    clearTimeout(timer);
    const task = next();
    if (task === undefined) return;
    timer = setTimeout(
      () => {
        void runDue();
      },
      Math.min(Math.max(0, task.time - now()), longestTimeout),
    );
    timer.unref();
  }

  async function runDue(): Promise<void> {
    for (let task = next(); task !== undefined && task.time <= now(); task = next()) await runTask(task);
    arm();
  }

  async function idle(): Promise<void> {
    while (working.size > 0) await Promise.allSettled(working);
  }

  async function move(milliseconds: number): Promise<void> {
    const target = now() + milliseconds;
    await idle();
    for (let task = next(); task !== undefined && task.time <= target; task = next()) {
      if (task.time > now()) offset += task.time - now();
      await runTask(task);
      await idle();
    }
    if (now() < target) offset += target - now();
    await runDue();
    await idle();
  }

  const clock: WorldClock = {
    now,
    offset: () => offset,
    at(time, run) {
      if (stopped) return () => undefined;
      const task = { time, order: order++, run };
      insert(task);
      arm();
      return () => {
        tasks = tasks.filter((other) => other !== task);
      };
    },
    after: (milliseconds, run) => clock.at(now() + milliseconds, run),
    track(work) {
      const settled = work.catch(() => undefined).finally(() => working.delete(settled));
      working.add(settled);
      return work;
    },
    advance(milliseconds) {
      advancing = advancing.then(() => move(milliseconds));
      return advancing;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      tasks = [];
    },
  };
  return clock;
}
