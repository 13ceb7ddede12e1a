import type { Action } from "../action.ts";
import { crActions } from "./cr/index.ts";
import { eventBridgeActions } from "./eventbridge/index.ts";
import { pvtzActions } from "./pvtz/index.ts";
import { ramActions } from "./ram/index.ts";
import { resourceManagerActions } from "./resourcemanager/index.ts";
import { stsActions } from "./sts/index.ts";
import { tagActions } from "./tag/index.ts";
import { vpcActions } from "./vpc/index.ts";

/** Every action that the emulated Alibaba Cloud answers. */
export const actions: readonly Action[] = [
  ...vpcActions,
  ...tagActions,
  ...crActions,
  ...pvtzActions,
  ...stsActions,
  ...eventBridgeActions,
  ...ramActions,
  ...resourceManagerActions,
];
