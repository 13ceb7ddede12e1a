import { getDomain } from "tldts";
import * as v from "valibot";
import type { CloudName } from "../model/network.ts";
import { modes, optIns } from "../model/settings.ts";
import { cloudForms, formed, tagKey, tagSet, whole } from "./forms.ts";
import { exemptionsSchema, rulesSchema } from "./rules-schema.ts";

/** Words of the tag's own grammar, and `all`, which names the pause of every registry. */
const reservedAliases: readonly string[] = ["off", "hold", "all"];

const ipv4 = formed(/^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\.(?!$)|$)){4}$/, "an IPv4 address", "10.0.0.2");

const zoneId = formed(/^[a-z]+(?:-[a-z0-9]+)+$/, "an availability zone", "cn-hangzhou-i");

function match(regions: v.GenericSchema<string>, accounts: v.GenericSchema<string>) {
  return {
    accounts: v.pipe(v.array(accounts), v.description("a list of account ids")),
    regions: v.optional(v.pipe(v.array(regions), v.description("a list of regions")), []),
    tags: v.optional(tagSet, {}),
  };
}

function registry<const Cloud extends CloudName, Own extends v.ObjectEntries>(cloud: Cloud, own: Own) {
  const { people, ...form } = cloudForms[cloud];
  const region = formed(form.region, `a region of ${people}`, form.regionExample);
  const account = formed(form.account, `an account id of ${people}`, form.accountExample);
  const part = v.picklist(form.parts, `is no part that ${people} links`);
  return v.strictObject({
    cloud: v.literal(cloud),
    region,
    instance: formed(form.instance, `a registry's instance id of ${people}`, form.instanceExample),
    ...own,
    ...policy(match(region, account), part),
  });
}

const replicas = v.optional(
  v.pipe(
    v.array(formed(cloudForms.tencent.region, `a region of ${cloudForms.tencent.people}`, "ap-shanghai")),
    v.check((regions) => new Set(regions).size === regions.length, "names a region twice"),
    v.metadata({ uniqueItems: true }),
    v.description("the regions of its replicas"),
    v.examples([["ap-shanghai"]]),
  ),
  [],
);

/** The default name is public: publishing it in a network re-points what pulls by it today. */
const publishedNames = v.optional(
  v.pipe(
    v.array(v.picklist(["vpc", "default"], "is no kind of name")),
    v.minLength(1, "names no kind of name"),
    v.check((kinds) => new Set(kinds).size === kinds.length, "names a kind twice"),
    v.metadata({ uniqueItems: true }),
    v.description("which names are published in a network"),
    v.examples([["vpc", "default"]]),
  ),
  ["vpc"],
);

/** A domain under a public suffix: what somebody registered of it can be told. */
const customDomain = v.pipe(
  v.string(),
  v.regex(
    /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
    "is not a domain name in lower case",
  ),
  v.check((name) => getDomain(name) !== null, "is under no public suffix, so whose it is cannot be told"),
  v.check(
    (name) => !["tencentcloudcr.com", "aliyuncs.com"].includes(getDomain(name) ?? ""),
    "is the vendor's own domain; its names are published without being named here",
  ),
  v.description("a domain of your own"),
  v.examples(["registry.example.com"]),
);

function policy(accepted: ReturnType<typeof match>, part: v.GenericSchema<"registry" | "chart">) {
  const { accounts, ...rest } = accepted;
  return {
    parts: v.optional(
      v.pipe(
        v.array(part),
        v.minLength(1, "names no part"),
        v.check((parts) => new Set(parts).size === parts.length, "names a part twice"),
        v.metadata({ uniqueItems: true }),
        v.description("a list of parts"),
        v.examples([["registry"]]),
      ),
      ["registry"],
    ),
    customDomains: v.optional(
      v.pipe(
        v.array(customDomain),
        v.check((domains) => new Set(domains).size === domains.length, "names a domain twice"),
        v.metadata({ uniqueItems: true }),
        v.description("domains of your own that must resolve to the link, in zones that Mooring makes"),
        v.examples([["registry.example.com"]]),
      ),
      [],
    ),
    optIn: v.optional(
      v.pipe(
        v.array(v.picklist(optIns, "is no repair that must be allowed")),
        v.check((all) => new Set(all).size === all.length, "names a repair twice"),
        v.metadata({ uniqueItems: true }),
        v.description("repairs that somebody must allow"),
        v.examples([["recreate-zone"]]),
      ),
      [],
    ),
    mode: v.optional(v.pipe(v.picklist(modes, "is no mode"), v.description("what may be written")), "observe"),
    accept: v.pipe(
      v.strictObject({
        accounts: v.pipe(
          accounts,
          v.minLength(1, "accepts nobody; name the accounts whose networks may be attached"),
          v.description("the accounts whose networks may be attached"),
          v.examples([["1234567890123456"]]),
        ),
        ...rest,
      }),
      v.description("the networks this registry accepts"),
    ),
    select: v.optional(
      v.pipe(
        v.strictObject({
          tags: v.pipe(tagSet, v.minEntries(1, "selects every network; name at least one tag")),
        }),
        v.description("the tags by which networks are chosen without the wish tag"),
      ),
    ),
    expect: v.optional(
      v.pipe(
        v.strictObject({ accounts: v.optional(accounts, []), ...rest }),
        v.description("the networks that must be moored, tagged or not"),
      ),
    ),
    subnets: v.optional(
      v.pipe(
        v.strictObject({
          reserve: v.optional(whole(0, 65_536, "how many free addresses to leave in a subnet", 3), 3),
          zones: v.optional(v.pipe(v.array(zoneId), v.description("a list of zones, the most preferred first")), []),
        }),
        v.description("how a subnet is chosen"),
      ),
      {},
    ),
    quota: v.optional(whole(1, 100_000, "how many links the registry may have", 10)),
    createServiceLinkedRole: v.optional(
      v.pipe(v.boolean(), v.description("whether the registry's own role may be created"), v.examples([true])),
      true,
    ),
    forwardingResolvers: v.optional(
      v.pipe(
        v.array(ipv4),
        v.description("resolvers of your own that ask the provider's for the registry's names"),
        v.examples([["10.0.0.2"]]),
      ),
      [],
    ),
  };
}

/** A registry on either cloud; what differs by cloud is the form of its names and its parts. */
export const registrySchema = v.pipe(
  v.variant("cloud", [registry("alibaba", {}), registry("tencent", { replicas, names: publishedNames })]),
  v.description("a registry"),
);

const alias = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    "cannot be a registry's alias, because tags name it: lower-case letters, digits, and - between them",
  ),
  v.maxLength(40, "is longer than 40 characters; tags name it"),
  v.notValues(reservedAliases, "cannot be a registry's alias: it has a meaning of its own"),
);

const limitsSchema = v.pipe(
  v.strictObject({
    inTransition: v.optional(whole(1, 100, "links in transition at most", 5), 5),
    attachesPerDay: v.optional(whole(1, 10_000, "times that links are asked for in 24 hours at most", 50), 50),
    failedWritesPerHour: v.optional(
      whole(1, 1_000, "failed writes in an hour that stop a network, and networks with one that stop a registry", 3),
      3,
    ),
    repairsPerDay: v.optional(whole(1, 1_000, "repairs of one name, or losses of one link, in 24 hours at most", 3), 3),
    repointsPerHour: v.optional(whole(1, 1_000, "names moved to a new address of their link in an hour at most", 5), 5),
    detachesPerDay: v.optional(whole(0, 1_000, "links detached in 24 hours at most", 3), 3),
    graceHours: v.optional(whole(1, 8_760, "hours without a wish before a link is detached", 72), 72),
    approvalHours: v.optional(whole(1, 720, "hours for which an approval holds", 24), 24),
  }),
  v.description("the limits of each registry"),
);

/** The configuration file, closed: what is not here is a mistake. */
export const configurationSchema = v.pipe(
  v.strictObject({
    version: v.pipe(
      v.literal(1, "is no version of the format that this Mooring reads"),
      v.description("the version of this format"),
      v.examples([1]),
    ),
    tag: v.optional(tagKey, "registry-link"),
    registries: v.pipe(
      v.record(alias, registrySchema),
      v.minEntries(1, "names no registry"),
      v.description("the registries by alias"),
    ),
    rules: v.optional(rulesSchema),
    exemptions: v.optional(exemptionsSchema, []),
    limits: v.optional(limitsSchema, {}),
  }),
  v.description("a configuration"),
);

export type Configuration = v.InferOutput<typeof configurationSchema>;
