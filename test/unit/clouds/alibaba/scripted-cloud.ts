import { createAlibaba } from "../../../../shared/clouds/alibaba/driver.ts";
import type { Request } from "../../../../shared/clouds/alibaba/exchange.ts";
import type { CallContext, RegistryRef } from "../../../../shared/clouds/port.ts";
import { silentLog } from "../../../../shared/kernel/log.ts";
import { drivenClock } from "../../kernel/driven-clock.ts";

interface Call {
  readonly name: string;
  readonly parameters: Request["parameters"];
}

/** Answers by `product:Action`; an `Error` is thrown as the vendor's core throws it. */
export type Script = Readonly<Record<string, (parameters: Readonly<Record<string, unknown>>) => unknown>>;

export const registry: RegistryRef = { alias: "prod", instance: "cri-1", region: "cn-hangzhou" };
export const context: CallContext = { log: silentLog, signal: new AbortController().signal };

/** The driver with a script in the place of the network. */
export function scriptedCloud(script: Script) {
  const calls: Call[] = [];
  const cloud = createAlibaba({
    region: "cn-hangzhou",
    credentials: async () => ({ accessKeyId: "LTAItest", accessKeySecret: "secret" }),
    clock: drivenClock(),
    random: () => 0,
    exchange: async ({ product, action, parameters }) => {
      const name = `${product}:${action}`;
      calls.push({ name, parameters });
      const answer = script[name];
      if (answer === undefined) throw new Error(`the script has no ${name}`);
      const body = answer(parameters);
      if (body instanceof Error) throw body;
      return JSON.stringify({ RequestId: "r-1", IsSuccess: true, ...Object(body) });
    },
  });
  const named = (name: string) => calls.filter((call) => call.name === name);
  return { cloud, calls, named };
}

/** What the vendor's core throws for a refusal. */
export function refused(code: string, statusCode = 400): Error {
  return Object.assign(new Error(code), {
    code,
    statusCode,
    data: { Message: `about ${code}` },
    requestId: "r-refused",
  });
}

/** What the vendor's core throws when nobody answered. */
export function unanswered(): Error {
  return Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
}
