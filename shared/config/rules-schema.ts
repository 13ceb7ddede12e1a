import * as v from "valibot";
import { ruleOutcomes } from "../model/settings.ts";
import { cloudForms, formed, tagSet, whole } from "./forms.ts";
import { momentSchema } from "./moment.ts";

const { alibaba, tencent } = cloudForms;

/** A list that is there and empty would match everything: more likely a list that lost its items. */
function listOf<Item extends v.GenericSchema>(item: Item, what: string) {
  return v.optional(
    v.pipe(
      v.array(item),
      v.minLength(1, "names nothing; leave it away to match all"),
      v.description(`a list of ${what}`),
    ),
  );
}

const either = (a: RegExp, b: RegExp) => new RegExp(`${a.source}|${b.source}`);

const matchEntries = {
  accounts: listOf(
    formed(either(alibaba.account, tencent.account), "an account id", alibaba.accountExample),
    "accounts",
  ),
  regions: listOf(formed(either(alibaba.region, tencent.region), "a region", alibaba.regionExample), "regions"),
  networks: listOf(formed(/^vpc-[a-z0-9]+$/, "a network's id", "vpc-1a2b3c4d"), "network ids"),
  resourceGroups: listOf(formed(/^rg-[a-z0-9]+$/, "a resource group's id", "rg-1a2b3c4d"), "resource groups"),
  tags: v.optional(v.pipe(tagSet, v.minEntries(1, "names nothing; leave it away to match all"))),
  registries: listOf(
    v.pipe(v.string(), v.description("a registry's alias"), v.examples(["prod"])),
    "registries by their alias",
  ),
};

function line(what: string, example: string, most: number) {
  return v.pipe(
    v.string(),
    v.regex(/^\S(?:.*\S)?$/, "is blank, has more than one line, or begins or ends with a blank"),
    v.maxLength(most, `is longer than ${most} characters`),
    v.description(what),
    v.examples([example]),
  );
}

const ruleSchema = v.pipe(
  v.strictObject({
    name: line("what reports call it by", "production", 60),
    match: v.pipe(v.strictObject(matchEntries), v.description("the networks it is about; {} is all of them")),
    outcome: v.pipe(
      v.picklist(ruleOutcomes, "is no outcome"),
      v.description("what becomes of a network that matches"),
      v.examples(["accept"]),
    ),
    priority: v.optional(whole(-1_000, 1_000, "who comes first when not all can be linked: the higher number", 10), 0),
  }),
  v.description("a rule"),
);

/** In order; the first one that matches decides. */
export const rulesSchema = v.pipe(
  v.array(ruleSchema),
  v.minLength(
    1,
    "would reject every network; leave rules away to let accept decide alone, or write a rule that rejects them",
  ),
  v.description("rules that refine what registries accept, in order"),
);

const exemptionSchema = v.pipe(
  v.strictObject({
    match: v.pipe(
      v.strictObject(matchEntries),
      v.check((match) => Object.keys(match).length > 0, "exempts every network; name those that it is about"),
      v.metadata({ minProperties: 1 }),
      v.description("the networks it is about"),
    ),
    reason: line("why they need not be moored", "is shut down in March", 300),
    owner: line("who answers for it", "team-payments", 100),
    from: v.optional(momentSchema("the day or moment from which it is in force")),
    until: momentSchema("the last day on which it is in force, or the moment from which it is in force no more"),
  }),
  v.description("an exemption"),
);

export const exemptionsSchema = v.pipe(
  v.array(exemptionSchema),
  v.description("networks that need not be moored for a while although they are expected"),
);

export const matchKeys = Object.keys(matchEntries);

export type ConfiguredMatch = v.InferOutput<typeof ruleSchema>["match"];
