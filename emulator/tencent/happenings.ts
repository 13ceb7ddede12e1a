import type { Happenings } from "../happenings.ts";
import type { TencentPlatform } from "./platform.ts";

/** The emulated Tencent Cloud's events and timers. */
export function tencentHappenings({ eventBus, triggers, functions }: TencentPlatform): Happenings {
  return {
    cloud: "tencent",
    takes: ({ source }) => source.endsWith(".cloud.tencent"),
    inject: eventBus.inject,
    resend: eventBus.resend,
    control: eventBus.control,
    events: eventBus.events,
    timers: triggers.timers,
    deadLetters: functions.deadLetters,
  };
}
