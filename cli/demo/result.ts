import type { CloudName } from "../../shared/model/network.ts";

/** What the demo shows at its end, the one document of `--json`. */
export interface DemoResult {
  readonly ok: boolean;
  readonly networks: readonly DemoNetwork[];
  readonly repairs: readonly DemoRepair[];
  /** Mooring's own vendor calls, by `product:Action`. */
  readonly calls: Readonly<Record<string, number>>;
}

export interface DemoNetwork {
  readonly cloud: CloudName;
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
  readonly registry: string;
  /** The worst part's. */
  readonly state: string;
  /** The first part's. */
  readonly address: string | null;
  readonly names: readonly {
    readonly name: string;
    readonly part: string;
    readonly address: string | null;
    readonly answer: string | null;
    readonly ok: boolean;
  }[];
}

export interface DemoRepair {
  readonly registry: string;
  readonly vpcId: string;
  readonly name: string;
  readonly kind: string;
  readonly before: string;
  readonly after: string;
}
