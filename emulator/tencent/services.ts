import type { DeadLetter } from "../function-host/dead-letter.ts";
import type { FunctionDefinition, Outcome } from "../function-host/definition.ts";
import type { Cause } from "../function-host/flavour.ts";
import type { Timers } from "../function-host/timers.ts";
import type { DeliveryControl } from "../happenings.ts";
import type { AuditRecord, TencentAuditEntry } from "./audit/entry.ts";
import type { TencentEventBus, TencentEventRule } from "./state.ts";

/** An event as it was published, with the fate it had; `at` is world time in milliseconds. */
export interface PublishedEvent {
  readonly at: number;
  readonly account: string;
  readonly region: string;
  readonly lost: boolean;
  readonly event: CloudEvent;
}

/** One record as the log keeps it. */
export interface LoggedWrite {
  /** World time, milliseconds. */
  readonly at: number;
  /** Increasing, in the order of the calls. */
  readonly order: number;
  readonly account: string;
  readonly region: string;
  readonly entry: TencentAuditEntry;
  readonly record: AuditRecord;
}

/** What CloudAudit keeps of every write, whether the event feed is on or not. */
export interface AuditLog {
  add(write: Omit<LoggedWrite, "at" | "order">): void;
  /** Of an account, oldest first; those that the lag still holds back left out. */
  list(account: string): readonly LoggedWrite[];
}

/** An event as EventBridge passes it on ("Event structure"). */
export interface CloudEvent {
  readonly id: string;
  readonly source: string;
  readonly specversion: string;
  readonly type: string;
  readonly [attribute: string]: unknown;
}

/** A rule that an event matched, with its place. */
export interface MatchedRule {
  readonly account: string;
  readonly appId: string;
  readonly bus: TencentEventBus;
  readonly rule: TencentEventRule;
}

/** The event buses of all accounts and regions. */
export interface EventBus {
  /** An audit event: it arrives on the default buses after the lag, if it arrives. */
  publish(account: string, region: string, event: CloudEvent): void;
  /** An event that a caller put on a bus: it arrives now. */
  put(account: string, bus: TencentEventBus, event: CloudEvent): void;
  /** Any event, by hand, on the default buses of the first account that has some. Answers the names of the rules it matched. */
  inject(event: CloudEvent): readonly string[];
  /** Delivers a published event once more, as the same event; `null` when there was none with this id. */
  resend(id: string): readonly string[] | null;
  control(next: DeliveryControl): void;
  /** Oldest first. */
  events(): readonly PublishedEvent[];
}

export interface ScfFunctions {
  /** Copies the code; a function of the same account, region, namespace and name is replaced. */
  create(definition: FunctionDefinition): Promise<void>;
  find(named: FunctionNamed): ScfFunction | undefined;
  /** In the order in which they were first created. */
  list(place: Pick<FunctionNamed, "account" | "region" | "namespace">): readonly ScfFunction[];
  remove(named: FunctionNamed): Promise<void>;
  /** Synchronous: one run, no retry. */
  invoke(definition: FunctionDefinition, payload: Buffer, requestId: string): Promise<Outcome>;
  /** Asynchronous: retried and, at last, dead-lettered. Answers the request id. */
  enqueue(definition: FunctionDefinition, payload: Buffer, requestId?: string, cause?: Cause): string;
  /** What it printed, oldest first. */
  logOf(definition: FunctionDefinition): readonly string[];
  deadLetters(): readonly DeadLetter[];
  stop(): Promise<void>;
}

export interface FunctionNamed {
  readonly account: string;
  readonly region: string;
  /** `default` when left out. */
  readonly namespace?: string;
  readonly name: string;
}

export interface ScfFunction {
  /** `lam-` and 8 characters. */
  readonly id: string;
  /** World time, milliseconds. */
  readonly createdAt: number;
  readonly changedAt: number;
  readonly definition: FunctionDefinition;
}

/** A timer trigger, the one kind that functions here have; events come by rules of EventBridge. */
export interface ScfTrigger {
  readonly of: Required<FunctionNamed>;
  readonly name: string;
  /** Seven fields. */
  readonly cron: string;
  /** `CustomArgument`, handed to the function as `Message`. */
  readonly argument: string;
  readonly enabled: boolean;
  readonly description: string;
  readonly qualifier: string;
  /** World time, milliseconds. */
  readonly createdAt: number;
  readonly changedAt: number;
}

export interface ScfTriggers {
  /** Adds a trigger or replaces the one of the same function and name; throws what is wrong with its expression. */
  put(trigger: Omit<ScfTrigger, "createdAt" | "changedAt">): ScfTrigger;
  find(of: FunctionNamed, name: string): ScfTrigger | undefined;
  list(of: FunctionNamed): readonly ScfTrigger[];
  remove(trigger: ScfTrigger): void;
  /** Those that are switched on. */
  readonly timers: Timers;
}

/** What works behind the calls: the actions of scf, eb and cloudaudit ask it, the others need none of it. */
export interface TencentServices {
  readonly functions: ScfFunctions;
  readonly triggers: ScfTriggers;
  readonly eventBus: EventBus;
  readonly auditLog: AuditLog;
}
