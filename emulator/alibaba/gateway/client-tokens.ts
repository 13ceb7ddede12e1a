import { ApiError } from "../action.ts";
import { gatewayErrors } from "./errors.ts";

type Answer = Readonly<Record<string, unknown>>;

/** Answers a repeated `ClientToken` with the first answer; a refused call does not use its token up. */
export interface ClientTokens {
  /** @param scope account, product and action; a token means something within them alone. */
  once(scope: string, raw: ReadonlyMap<string, string>, run: () => Answer): Answer;
}

export function createClientTokens(): ClientTokens {
  const used = new Map<string, { readonly parameters: string; readonly answer: Answer }>();
  return {
    once(scope, raw, run) {
      const token = raw.get("ClientToken");
      if (token === undefined || token === "") return run();
      const key = `${scope}\n${token}`;
      const parameters = JSON.stringify([...raw].sort());
      const before = used.get(key);
      if (before === undefined) {
        const answer = run();
        used.set(key, { parameters, answer });
        return answer;
      }
      if (before.parameters !== parameters) throw new ApiError(gatewayErrors.tokenReused);
      return before.answer;
    },
  };
}
