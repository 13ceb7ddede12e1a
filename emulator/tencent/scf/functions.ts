import { createFunctionPlatform, type FunctionPlatformOptions } from "../../function-host/platform.ts";
import type { World } from "../../world.ts";
import type { ScfFunction, ScfFunctions } from "../services.ts";
import { scfFlavour } from "./flavour.ts";
import { defaultNamespace, scfKey } from "./key.ts";

/** Serverless Cloud Function without its API. */
export function createScfFunctions(
  world: World,
  options: Pick<FunctionPlatformOptions, "deadline"> = {},
): ScfFunctions {
  const flavour = scfFlavour(world);
  const platform = createFunctionPlatform(world, { ...options, flavour });
  const created = new Map<string, ScfFunction>();

  return {
    async create(definition) {
      const key = scfKey(definition);
      const before = created.get(key);
      const changedAt = world.clock.now();
      const made = before ?? { id: world.tencentIds.resource("lam"), createdAt: changedAt };
      await platform.create(definition);
      created.set(key, { ...made, changedAt, definition });
    },
    find: (named) => created.get(scfKey(named)),
    list: ({ account, region, namespace = defaultNamespace }) =>
      [...created.values()].filter(
        ({ definition }) =>
          definition.account === account &&
          definition.region === region &&
          (definition.namespace ?? defaultNamespace) === namespace,
      ),
    async remove(named) {
      created.delete(scfKey(named));
      await platform.remove(scfKey(named));
    },
    invoke: (definition, payload, requestId) => platform.invoke(scfKey(definition), payload, requestId),
    enqueue: (definition, payload, requestId = world.tencentIds.uuid(), cause = "invocation") =>
      platform.enqueue(scfKey(definition), payload, requestId, cause),
    logOf: (definition) => world.logs.list(flavour.logSource(definition)).map(({ text }) => text),
    deadLetters: platform.deadLetters,
    stop: platform.stop,
  };
}
