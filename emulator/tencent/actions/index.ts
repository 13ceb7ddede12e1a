import type { TencentAction } from "../action.ts";
import { camActions } from "./cam/index.ts";
import { cloudauditActions } from "./cloudaudit/index.ts";
import { ebActions } from "./eb/index.ts";
import { privatednsActions } from "./privatedns/index.ts";
import { scfActions } from "./scf/index.ts";
import { stsActions } from "./sts/index.ts";
import { tagActions } from "./tag/index.ts";
import { tcrActions } from "./tcr/index.ts";
import { vpcActions } from "./vpc/index.ts";

/** Every action of the emulated Tencent Cloud that needs nothing but the world's state. */
export const tencentActions: readonly TencentAction[] = [
  ...tcrActions,
  ...privatednsActions,
  ...vpcActions,
  ...tagActions,
  ...stsActions,
  ...camActions,
  ...ebActions,
  ...scfActions,
  ...cloudauditActions,
];
