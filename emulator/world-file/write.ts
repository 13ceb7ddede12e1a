import { stringify } from "yaml";
import type { SettingValue } from "../settings.ts";
import type { World } from "../world.ts";
import { worldSettingsWith } from "../world-settings.ts";
import { describeAlibaba } from "./alibaba/write.ts";
import type { WorldSeed } from "./seed.ts";
import { describeTencent } from "./tencent/write.ts";
import { iso } from "./times.ts";

interface WriteOptions {
  /** Whether the users' secrets are told; without them the file's users all have the usual one. */
  readonly secrets?: boolean;
}

/** The world as a file that loads it again. */
export function writeWorld(world: World, options: WriteOptions = {}): string {
  return stringify(describeWorld(world, options), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** The same as plain data. Functions, timers and temporary keys are left out: a deployment makes them anew. */
export function describeWorld(world: World, { secrets = false }: WriteOptions = {}): WorldSeed {
  return {
    now: iso(world.clock.now()),
    settings: changedSettings(world),
    accounts: [
      ...[...world.alibaba.accounts.values()].map((account) => describeAlibaba(world, account, secrets)),
      ...[...world.tencent.accounts.values()].map((account) => describeTencent(world, account, secrets)),
    ],
  };
}

function changedSettings({ settings }: World): Readonly<Record<string, SettingValue>> {
  const usual = new Map<string, SettingValue>(Object.entries(worldSettingsWith()));
  return Object.fromEntries(Object.entries(settings).filter(([name, value]) => usual.get(name) !== value));
}
