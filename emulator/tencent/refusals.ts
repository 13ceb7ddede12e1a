import { RefusedError, type TencentError } from "./action.ts";

/** The refusals of one product: its codes with their messages. */
export interface Refusals<Code extends string> {
  /** For an action's list of errors. */
  errorsOf(...codes: readonly Code[]): readonly TencentError[];
  /** Throws `RefusedError`. */
  refuse(code: Code): never;
}

export function refusalsFrom<Code extends string>(messages: Readonly<Record<Code, string>>): Refusals<Code> {
  const errorOf = (code: Code): TencentError => ({ code, message: messages[code] });
  return {
    errorsOf: (...codes) => [...new Set(codes)].map(errorOf),
    refuse(code) {
      throw new RefusedError(errorOf(code));
    },
  };
}
