import type { Mode } from "../../../shared/model/settings.ts";
import { Fault } from "../../fault.ts";

/** Node.js on SCF, with the folder that the build makes for it. */
const bundles: Readonly<Record<string, string>> = {
  "Nodejs18.15": "./dist/functions/tencent/reconcile",
  "Nodejs16.13": "./dist/functions/tencent/reconcile-node16",
};
export const defaultRuntime = "Nodejs18.15";

/** Where audit events arrive: https://www.tencentcloud.com/document/product/1108/46246 */
export const eventRegion = "ap-guangzhou";

/** As `serverless.yml` names it. */
export const functionName = "mooring-reconcile";

export interface ManifestValues {
  readonly region: string;
  /** `MOORING_STORE` of the function. */
  readonly store: string;
  readonly deployment: string;
  readonly mode: Mode;
  /** `null`: the vendor's own hosts. */
  readonly endpoint: string | null;
  readonly runtime: string;
  readonly waitSeconds?: number;
  readonly log?: string;
}

/** Every variable that `serverless.yml` reads, none left out: the vendor's command line knows no defaults. */
export function manifestVariables(values: ManifestValues): Readonly<Record<string, string>> {
  const code = bundles[values.runtime];
  if (code === undefined)
    throw new Fault(
      `the runtime "${values.runtime}" is none that Mooring is built for; it is one of ${Object.keys(bundles).join(", ")}.`,
    );
  return {
    MOORING_REGION: values.region,
    MOORING_RUNTIME: values.runtime,
    MOORING_CODE: code,
    MOORING_STORE: values.store,
    MOORING_DEPLOYMENT: values.deployment,
    MOORING_MODE: values.mode,
    MOORING_ENDPOINT: values.endpoint ?? "",
    MOORING_WAIT_SECONDS: `${values.waitSeconds ?? 20}`,
    MOORING_LOG: values.log ?? "info",
  };
}
