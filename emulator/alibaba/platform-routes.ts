import type { Route } from "../http.ts";
import type { World } from "../world.ts";
import { functionComputeRoute } from "./function-compute/route.ts";
import { invocationRoute } from "./invocation.ts";
import type { Platform } from "./platform.ts";

/** Function Compute's API: the one that invokes a function, and the rest. */
export function platformRoutes(world: World, platform: Platform): readonly Route[] {
  return [invocationRoute(world, platform.functions), functionComputeRoute(world, platform)];
}
