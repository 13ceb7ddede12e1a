import type { World } from "../world.ts";
import { largestAlibabaId, restoreAlibaba } from "./alibaba/restore.ts";
import { accountsOf, type WorldSeed } from "./seed.ts";
import { largestTencentId, restoreTencent } from "./tencent/restore.ts";

/** Puts what a world file says beyond the accounts themselves into the world, and lets what was under way go on. */
export function restore(world: World, seed: WorldSeed): void {
  restoreAlibaba(world, accountsOf(seed, "alibaba"));
  restoreTencent(world, accountsOf(seed, "tencent"));
}

/** The largest number that the file uses as an id in each cloud, so that new ones come after it. */
export function largestIds(seed: WorldSeed): { readonly alibaba: number; readonly tencent: number } {
  return {
    alibaba: largestAlibabaId(accountsOf(seed, "alibaba")),
    tencent: largestTencentId(accountsOf(seed, "tencent")),
  };
}
