import type { WorldClock } from "../clock.ts";
import type { Credentials } from "./credentials.ts";
import type { Ids } from "./ids.ts";
import type { AlibabaSettings } from "./settings.ts";
import type { Account, AlibabaState, Identity } from "./state.ts";

export type Product = "vpc" | "tag" | "cr" | "pvtz" | "sts" | "ram" | "resourcemanager" | "eventbridge";

/** How one parameter is validated; `docs/emulator.md` lists these, and a test compares the list with the code. */
export type ParameterSpec = {
  readonly required?: boolean;
  /** What the parameter is for, in a few words. */
  readonly means?: string;
  /** The vendor's own words when it is absent; otherwise `Missing<Name>`. */
  readonly missing?: ActionError;
  /** The vendor's own words when its value is none; otherwise `Invalid<Name>`. */
  readonly invalid?: ActionError;
} & (
  | {
      readonly type: "string";
      readonly oneOf?: readonly string[];
      readonly maxLength?: number;
      readonly pattern?: RegExp;
    }
  | { readonly type: "integer"; readonly minimum?: number; readonly maximum?: number; readonly default?: number }
  | { readonly type: "boolean" }
  /** `Name.1`, `Name.2`, ... */
  | { readonly type: "list"; readonly maxItems?: number; readonly minItems?: number }
  /** `Name.1.Key`, `Name.1.Value`, ...; the fields are strings. */
  | { readonly type: "objects"; readonly fields: readonly string[]; readonly maxItems?: number }
);

/** Parameters after validation: strings, numbers, booleans, string lists and object lists, absent ones left out. */
export type ParameterValue =
  | string
  | number
  | boolean
  | readonly string[]
  | readonly Readonly<Record<string, string>>[];

export interface Parameters {
  /** `undefined` when absent; an empty string stays an empty string. */
  string(name: string): string | undefined;
  integer(name: string): number | undefined;
  boolean(name: string): boolean | undefined;
  list(name: string): readonly string[];
  objects(name: string): readonly Readonly<Record<string, string>>[];
  has(name: string): boolean;
}

/** A possible error of an action, as the vendor words it. */
export interface ActionError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface ActionCall {
  readonly parameters: Parameters;
  readonly identity: Identity;
  readonly account: Account;
  readonly state: AlibabaState;
  readonly settings: AlibabaSettings;
  readonly clock: WorldClock;
  /** The region the request was sent to: from the host name, else `RegionId`, else the account's default. */
  readonly region: string;
  /** `default` means that the caller named no region: a request to the loopback address. */
  readonly regionFrom: "host" | "parameter" | "default";
  readonly sourceIp: string;
  /** Fresh ids in the vendor's shapes, from the world's seeded randomness. */
  readonly ids: Ids;
  readonly credentials: Credentials;
  /** Tells whoever watches the world that a step taken later, on the clock, has changed it. */
  readonly changed: () => void;
}

/** What an audited write touched: resource type to ids, e.g. `{"ACS::VPC::VPC": ["vpc-..."]}`. */
export type ReferencedResources = Readonly<Record<string, readonly string[]>>;

export interface Action {
  readonly product: Product;
  readonly version: string;
  readonly name: string;
  /** Only writes are audited and raise events. */
  readonly access: "read" | "write";
  readonly parameters: Readonly<Record<string, ParameterSpec>>;
  readonly errors: readonly ActionError[];
  /** The gateway answers a repeated `ClientToken` with the first answer, and runs the action once. */
  readonly repeatable?: boolean;
  /** The response body without `RequestId`; throws `ApiError`. Synchronous: one call is one step of the world. */
  run(call: ActionCall): Readonly<Record<string, unknown>>;
  resources?(call: ActionCall, response: Readonly<Record<string, unknown>>): ReferencedResources;
}

/** A refusal in the vendor's words. `cr` may answer it as HTTP 200 with `IsSuccess: false`, by setting. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  constructor(error: ActionError) {
    super(error.message);
    this.status = error.status;
    this.code = error.code;
  }
}

export function action(definition: Action): Action {
  return definition;
}
