import * as v from "valibot";
import { parse } from "yaml";

/** What the manifest says of the function and of the events that reach it. */
export interface DeployedFunction {
  readonly name: string;
  /** The pattern of its rule, JSON text. */
  readonly pattern: string;
}

const trigger = v.looseObject({ triggerType: v.string(), triggerConfig: v.looseObject({}) });
const manifest = v.looseObject({
  resources: v.looseObject({
    reconcile: v.looseObject({
      props: v.looseObject({ functionName: v.string(), triggers: v.array(trigger) }),
    }),
  }),
});
const pattern = v.looseObject({ eventRuleFilterPattern: v.string() });

/** Reads `s.yaml`, so that the rule is written down in one place; throws when it is no longer there. */
export function readDeployedFunction(text: string): DeployedFunction {
  const { functionName, triggers } = v.parse(manifest, parse(text)).resources.reconcile.props;
  const found = triggers.find(({ triggerType }) => triggerType === "eventbridge");
  const { eventRuleFilterPattern } = v.parse(pattern, found?.triggerConfig);
  return { name: functionName, pattern: JSON.stringify(JSON.parse(eventRuleFilterPattern)) };
}
