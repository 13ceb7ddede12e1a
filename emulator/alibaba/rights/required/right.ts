import type { ActionCall } from "../../action.ts";

/** One action that must be allowed on each of the resources. */
export interface Right {
  readonly action: string;
  readonly resources: readonly string[];
  readonly conditions?: Readonly<Record<string, string>>;
}

/** By the action's name. */
export type Rights = Readonly<Record<string, (call: ActionCall) => readonly Right[]>>;

/** Rights named like their actions, as nearly all are. */
export function named(
  product: string,
  resources: Readonly<Record<string, (call: ActionCall) => readonly string[]>>,
): Rights {
  return Object.fromEntries(
    Object.entries(resources).map(([name, of]) => [
      name,
      (call: ActionCall): readonly Right[] => [{ action: `${product}:${name}`, resources: of(call) }],
    ]),
  );
}

/** The resource of an action that cannot be scoped. */
export const anything = (): readonly string[] => ["*"];
