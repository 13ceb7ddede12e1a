import type { Happenings } from "../happenings.ts";
import type { Platform } from "./platform.ts";

/** The emulated Alibaba Cloud's events and timers; an event that is not another cloud's is its own. */
export function alibabaHappenings({ eventBridge, timers, functions }: Platform): Happenings {
  return {
    cloud: "alibaba",
    takes: ({ source }) => !source.endsWith(".cloud.tencent"),
    inject: (event) => eventBridge.inject({ ...event, specversion: "1.0" }),
    resend: eventBridge.resend,
    control: eventBridge.control,
    events: eventBridge.events,
    timers,
    deadLetters: functions.deadLetters,
  };
}
