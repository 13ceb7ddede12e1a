import type { ActionCall } from "../../action.ts";
import { anything, named, type Rights } from "./right.ts";

const bus = ({ region, account, parameters }: ActionCall) => [
  `acs:eventbridge:${region}:${account.id}:eventbus/${parameters.string("EventBusName") ?? "*"}`,
];
const rule = (call: ActionCall) => bus(call).map((arn) => `${arn}/rule/${call.parameters.string("RuleName") ?? "*"}`);

/** EventBridge 2020-04-01. */
export const eventBridgeRights: Rights = named("eventbridge", {
  ListEventBuses: anything,
  GetEventBus: bus,
  CreateRule: rule,
  GetRule: rule,
  UpdateRule: rule,
  DeleteRule: rule,
  EnableRule: rule,
  DisableRule: rule,
  ListRules: rule,
  PutTargets: rule,
  UpdateTargets: rule,
  DeleteTargets: rule,
  ListTargets: rule,
  CreateServiceLinkedRoleForProduct: anything,
});
