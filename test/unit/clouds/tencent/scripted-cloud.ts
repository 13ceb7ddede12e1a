import type { CallContext, NameTarget, RegistryRef } from "../../../../shared/clouds/port.ts";
import { createTencent } from "../../../../shared/clouds/tencent/driver.ts";
import type { Request } from "../../../../shared/clouds/tencent/exchange.ts";
import { silentLog } from "../../../../shared/kernel/log.ts";
import { drivenClock } from "../../kernel/driven-clock.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** Answers by `product:Action`; an `Error` is thrown as the vendor's SDK throws it. */
export type Script = Readonly<Record<string, (parameters: Parameters, request: Request) => unknown>>;

export const account = "100000000001";
export const registry: RegistryRef = { alias: "prod", instance: "tcr-exmpl001", region: "ap-guangzhou" };
export const context: CallContext = { log: silentLog, signal: new AbortController().signal };

/** One running premium instance without replicas. */
export const described = {
  Registries: [
    {
      RegistryId: registry.instance,
      RegistryName: "harbor",
      RegistryType: "premium",
      Status: "Running",
      PublicDomain: "harbor.tencentcloudcr.com",
      RegionName: registry.region,
    },
  ],
};

/** The driver with a script in the place of the network. */
export function scriptedCloud(script: Script) {
  const requests: Request[] = [];
  const cloud = createTencent({
    region: "ap-guangzhou",
    account,
    credentials: async () => ({ secretId: "AKIDtest", secretKey: "secret" }),
    clock: drivenClock(),
    random: () => 0,
    exchange: async (request) => {
      requests.push(request);
      const name = `${request.product}:${request.action}`;
      const answer = script[name];
      if (answer === undefined) throw new Error(`the script has no ${name}`);
      const body = answer(request.parameters, request);
      if (body instanceof Error) throw body;
      return { RequestId: "r-1", ...Object(body) };
    },
  });
  const named = (name: string) => requests.filter(({ product, action }) => `${product}:${action}` === name);
  return { cloud, requests, named };
}

/** What the vendor's SDK throws for a refusal. */
export function refused(code: string): Error {
  return Object.assign(new Error(`about ${code}`), { code, requestId: "r-refused" });
}

/** What the vendor's SDK throws when nobody answered. */
export function unanswered(): Error {
  return new Error("request to https://tcr.tencentcloudapi.com/ failed, reason: socket hang up");
}

/** The name inside networks, looked at in one network. */
export function target(network: string, more: Partial<NameTarget> = {}): NameTarget {
  return {
    registry,
    network,
    region: registry.region,
    part: "registry",
    name: "harbor-vpc.tencentcloudcr.com",
    kind: "vpc",
    address: "10.0.0.9",
    ...more,
  };
}
