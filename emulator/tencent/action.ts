import type { WorldClock } from "../clock.ts";
import type { TencentIds } from "./ids.ts";
import type { TencentKeys } from "./keys.ts";
import type { TencentServices } from "./services.ts";
import type { TencentSettings } from "./settings.ts";
import type { TencentAccount, TencentIdentity, TencentState } from "./state.ts";

export type TencentProduct = "tcr" | "privatedns" | "vpc" | "tag" | "scf" | "sts" | "cam" | "cloudaudit" | "eb";

/** The API version of each product; the gateway knows no other. */
export const versions: Readonly<Record<TencentProduct, string>> = {
  tcr: "2019-09-24",
  privatedns: "2020-10-28",
  vpc: "2017-03-12",
  tag: "2018-08-13",
  scf: "2018-04-16",
  sts: "2018-08-13",
  cam: "2019-01-16",
  cloudaudit: "2019-03-19",
  eb: "2021-04-16",
};

/** How one parameter is validated, by JSON type; `docs/emulator.md` lists these, and a test compares the list with the code. */
export type FieldSpec = {
  readonly required?: boolean;
  /** What the parameter is for, in a few words. */
  readonly means?: string;
} & (
  | {
      readonly type: "string";
      readonly oneOf?: readonly string[];
      readonly maxLength?: number;
      readonly pattern?: RegExp;
    }
  | { readonly type: "integer"; readonly minimum?: number; readonly maximum?: number }
  | { readonly type: "boolean" }
  | { readonly type: "list"; readonly of: FieldSpec; readonly maxItems?: number; readonly minItems?: number }
  | { readonly type: "object"; readonly fields: Readonly<Record<string, FieldSpec>> }
);

/** Plain JSON, as a request holds it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One JSON object of a request after validation: each getter answers `undefined` for what is absent or `null`. */
export interface Fields {
  string(name: string): string | undefined;
  integer(name: string): number | undefined;
  boolean(name: string): boolean | undefined;
  strings(name: string): readonly string[];
  integers(name: string): readonly number[];
  object(name: string): Fields | undefined;
  objects(name: string): readonly Fields[];
  has(name: string): boolean;
}

/** A possible error of an action, as the vendor words it; it travels with HTTP 200. */
export interface TencentError {
  readonly code: string;
  readonly message: string;
}

export interface TencentCall {
  readonly parameters: Fields;
  readonly identity: TencentIdentity;
  readonly account: TencentAccount;
  readonly state: TencentState;
  readonly settings: TencentSettings;
  readonly clock: WorldClock;
  /** `X-TC-Region`; empty where the product needs none and none was sent. */
  readonly region: string;
  readonly sourceIp: string;
  readonly ids: TencentIds;
  readonly keys: TencentKeys;
  /** Functions, event buses and the audit log: the actions of scf, eb and cloudaudit work through them. */
  readonly services: TencentServices;
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number;
  /** Tells whoever watches the world that a step taken later, on the clock, has changed it. */
  readonly changed: () => void;
}

export interface TencentAction {
  readonly product: TencentProduct;
  readonly name: string;
  /** Only writes are audited and raise events. */
  readonly access: "read" | "write";
  readonly parameters: Readonly<Record<string, FieldSpec>>;
  /** Published limit, calls a second; 20 where nothing is published. */
  readonly callsPerSecond?: number;
  readonly errors: readonly TencentError[];
  /** The response without `RequestId`; throws `RefusedError`. Synchronous, except where a function is run: one call is one step of the world. */
  run(call: TencentCall): Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;
  /** Six-segment names of what a write touched, for its audit record. */
  resources?(call: TencentCall, response: Readonly<Record<string, unknown>>): readonly string[];
}

/** A refusal in the vendor's words. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly code: string;
  constructor(error: TencentError) {
    super(error.message);
    this.code = error.code;
  }
}

export function tencentAction(definition: TencentAction): TencentAction {
  return definition;
}
