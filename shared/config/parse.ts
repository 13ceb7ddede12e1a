import { createHash } from "node:crypto";
import { getDomain } from "tldts";
import * as v from "valibot";
import type { NetworkMatch, RegistrySettings, Settings } from "../model/settings.ts";
import { check, type Mistake } from "./check.ts";
import { beginningOf, endOf } from "./moment.ts";
import type { Problem } from "./problem.ts";
import { ruleMistakes } from "./rules-mistakes.ts";
import type { ConfiguredMatch } from "./rules-schema.ts";
import { type Configuration, configurationSchema } from "./schema.ts";
import { readSource } from "./source.ts";
import { isBlock } from "./words.ts";

export type ParsedConfiguration =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a configuration file's text; a wrong one gives all its mistakes at once, in the order of the file. */
export function parseConfiguration(text: string): ParsedConfiguration {
  const source = readSource(text);
  const mistakes = source.broken
    ? []
    : [
        ...checkFile(source.value),
        ...sharedInstances(source.value),
        ...ownReplicas(source.value),
        ...domainsWithoutPart(source.value),
        ...regionsOutOfReach(source.value),
        ...ruleMistakes(source.value),
      ];
  const problems = [...source.problems, ...mistakes.map((mistake) => source.place(mistake))];
  if (problems.length > 0)
    return { ok: false, problems: problems.sort((a, b) => a.line - b.line || a.column - b.column) };
  return { ok: true, settings: toSettings(v.parse(configurationSchema, source.value), hashOf(text)) };
}

/** The name by which reports call a configuration: the first 12 hexadecimal digits of its text's SHA-256. */
function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function checkFile(value: unknown): readonly Mistake[] {
  if (value !== null) return check(configurationSchema, value);
  return [{ path: [], at: "value", message: "the file is empty", hint: "it needs at least version and registries" }];
}

/** The ledger and the limits belong to an instance: under two aliases they would be counted twice. */
function sharedInstances(value: unknown): readonly Mistake[] {
  const registries = isBlock(value) && isBlock(value["registries"]) ? Object.entries(value["registries"]) : [];
  const first = new Map<string, string>();
  return registries.flatMap(([alias, registry]): readonly Mistake[] => {
    const instance = isBlock(registry) ? registry["instance"] : undefined;
    if (typeof instance !== "string") return [];
    const other = first.get(instance);
    if (other === undefined) {
      first.set(instance, alias);
      return [];
    }
    const message = `"${instance}" is the registry "${other}" already`;
    return [{ path: ["registries", alias, "instance"], at: "value", message, hint: "name each instance once" }];
  });
}

/** A registry's own region needs no replica, and would be listed as if it were two. */
function ownReplicas(value: unknown): readonly Mistake[] {
  const registries = isBlock(value) && isBlock(value["registries"]) ? Object.entries(value["registries"]) : [];
  return registries.flatMap(([alias, registry]): readonly Mistake[] => {
    if (!isBlock(registry) || !Array.isArray(registry["replicas"])) return [];
    const index = registry["replicas"].indexOf(registry["region"]);
    if (index < 0 || typeof registry["region"] !== "string") return [];
    const message = `"${registry["region"]}" is the registry's own region`;
    const hint = "leave it away: networks there are linked anyway";
    return [{ path: ["registries", alias, "replicas", index], at: "value", message, hint }];
  });
}

/** What is expected where the registry links nothing could never be seen, and would count as none. */
function regionsOutOfReach(value: unknown): readonly Mistake[] {
  const registries = isBlock(value) && isBlock(value["registries"]) ? Object.entries(value["registries"]) : [];
  return registries.flatMap(([alias, registry]): readonly Mistake[] => {
    if (!isBlock(registry) || !isBlock(registry["expect"]) || !Array.isArray(registry["expect"]["regions"])) return [];
    const reached = [registry["region"], ...(Array.isArray(registry["replicas"]) ? registry["replicas"] : [])];
    return registry["expect"]["regions"].flatMap((region: unknown, index): readonly Mistake[] => {
      if (typeof region !== "string" || reached.includes(region)) return [];
      const message = `"${region}" is no region whose networks the registry links, so none could ever be expected there`;
      const hint = `it links those of ${reached.join(", ")}`;
      return [{ path: ["registries", alias, "expect", "regions", index], at: "value", message, hint }];
    });
  });
}

/** A domain of the user's own resolves to the link of the images. */
function domainsWithoutPart(value: unknown): readonly Mistake[] {
  const registries = isBlock(value) && isBlock(value["registries"]) ? Object.entries(value["registries"]) : [];
  return registries.flatMap(([alias, registry]): readonly Mistake[] => {
    if (!isBlock(registry) || !Array.isArray(registry["customDomains"]) || registry["customDomains"].length === 0)
      return [];
    if (!Array.isArray(registry["parts"]) || registry["parts"].includes("registry")) return [];
    const message = "is for the part registry, which parts does not name";
    const path = ["registries", alias, "customDomains"];
    return [{ path, at: "value", message, hint: "add registry to parts, or leave customDomains away" }];
  });
}

function toSettings(configuration: Configuration, hash: string): Settings {
  return {
    version: 1,
    hash,
    tag: configuration.tag,
    registries: Object.entries(configuration.registries).map(([alias, registry]): RegistrySettings => {
      const { select, expect, quota, customDomains, ...rest } = registry;
      const kinds = "names" in rest ? rest : { replicas: [], names: ["vpc" as const] };
      const domains = customDomains.map((name) => ({ name, mainDomain: getDomain(name) ?? name }));
      const own = { alias, ...rest, ...kinds, customDomains: domains, select: select ?? null, quota: quota ?? null };
      return { ...own, expect: expect ?? null };
    }),
    rules: configuration.rules?.map((rule) => ({ ...rule, match: toMatch(rule.match) })) ?? null,
    exemptions: configuration.exemptions.map(({ match, reason, owner, from, until }) => ({
      match: toMatch(match),
      reason,
      owner,
      from: from === undefined ? null : beginningOf(from),
      until: endOf(until),
    })),
    limits: configuration.limits,
  };
}

function toMatch({ accounts, regions, networks, resourceGroups, tags, registries }: ConfiguredMatch): NetworkMatch {
  return {
    accounts: accounts ?? [],
    regions: regions ?? [],
    networks: networks ?? [],
    resourceGroups: resourceGroups ?? [],
    tags: tags ?? {},
    registries: registries ?? [],
  };
}
