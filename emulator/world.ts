import type { AuditEntry } from "./alibaba/audit/entry.ts";
import type { Credentials } from "./alibaba/credentials.ts";
import type { Ids } from "./alibaba/ids.ts";
import type { AlibabaState } from "./alibaba/state.ts";
import type { Buckets } from "./buckets/state.ts";
import type { Calls } from "./calls.ts";
import type { WorldClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Logs } from "./logs.ts";
import type { SettingValue } from "./settings.ts";
import type { Signal } from "./signal.ts";
import type { TencentAuditEntry } from "./tencent/audit/entry.ts";
import type { TencentIds } from "./tencent/ids.ts";
import type { TencentKeys } from "./tencent/keys.ts";
import type { TencentState } from "./tencent/state.ts";
import type { WorldSettings } from "./world-settings.ts";

/** Everything that the emulated clouds share. One process may hold several worlds; they know nothing of each other. */
export interface World {
  readonly clock: WorldClock;
  /** Uniform in [0, 1), seeded. */
  readonly random: () => number;
  readonly ids: Ids;
  /** The values in force now; `set` changes them in place. */
  readonly settings: WorldSettings;
  /** Changes settings at run time; an unknown name or value is an error and changes nothing. */
  set(values: Readonly<Record<string, SettingValue>>): void;
  readonly alibaba: AlibabaState;
  readonly tencent: TencentState;
  /** The object stores of all clouds. */
  readonly buckets: Buckets;
  readonly credentials: Credentials;
  readonly tencentIds: TencentIds;
  readonly tencentKeys: TencentKeys;
  readonly faults: Faults;
  readonly calls: Calls;
  readonly logs: Logs;
  /** Every write that reached its product. */
  readonly audited: Signal<AuditEntry>;
  readonly tencentAudited: Signal<TencentAuditEntry>;
  /** After each write and each step that a cloud takes by itself: state may differ from before. */
  readonly changed: Signal<void>;
}
