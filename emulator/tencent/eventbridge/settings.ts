import { setting } from "../../settings.ts";

/** What the vendor does not document about event buses, rules and targets. */
export const eventbridgeSettings = {
  ebDefaultBusByApi: setting({
    name: "ebDefaultBusByApi",
    values: ["opened", "refused"],
    means:
      "CreateEventBus with the name `default`: opens the region's default bus, or is refused; the console opens it",
    row: "events B1.1 (the default bus is opened)",
  }),
  ebPatternOperators: setting({
    name: "ebPatternOperators",
    values: ["all", "prefix"],
    means: "which operators a pattern may hold: suffix, anything-but, exists, numeric and others too, or prefix alone",
    row: "T7.1 (further operators), events B1.5",
  }),
  ebFunctionMustExist: setting({
    name: "ebFunctionMustExist",
    values: [true, false],
    means: "whether CreateTarget refuses a function that does not exist",
    row: "events B1.5 (SCF target id)",
  }),
  ebFunctionRegion: setting({
    name: "ebFunctionRegion",
    values: ["any", "own"],
    means: "whether a target's function may lie in another region than its bus",
    row: "events B1.1 (region segment of the target), D3",
  }),
  ebEnvelopeResource: setting({
    name: "ebEnvelopeResource",
    values: ["rule", "absent"],
    means: "whether a delivered event names the rule that it matched in `resource`",
    row: "events B1.2 (resource)",
  }),
  ebDeliveriesPerDay: setting({
    name: "ebDeliveriesPerDay",
    values: [2_000, 3],
    means: "deliveries to one target a day; what is above is dropped",
    row: "events B1.5 (rate)",
  }),
  ebRulesPerBus: setting({
    name: "ebRulesPerBus",
    values: [50, 1],
    means: "rules of one event bus",
    row: "events B1.5 (quotas)",
  }),
  ebTargetsPerRule: setting({
    name: "ebTargetsPerRule",
    values: [5, 1],
    means: "targets of one rule",
    row: "events B1.5 (quotas)",
  }),
} as const;
