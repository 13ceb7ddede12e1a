import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseConfiguration } from "../../../shared/config/parse.ts";
import { exemptionsSchema, matchKeys, rulesSchema } from "../../../shared/config/rules-schema.ts";
import { configurationSchema, registrySchema } from "../../../shared/config/schema.ts";

const page = readFileSync(new URL("../../../docs/configuration.md", import.meta.url), "utf8");
const [smallest = ""] = page.split("```yaml\n").slice(1).join("").split("```");
const documented = new Map(
  page.split("\n").flatMap((line): readonly (readonly [string, string])[] => {
    const row = /^\| `([A-Za-z.]+)` *\| ([^|]+) \|/.exec(line);
    return row === null ? [] : [[row[1] ?? "", (row[2] ?? "").trim()]];
  }),
);

describe("the page about the configuration", () => {
  it("names every key of the schema", () => {
    const keys = [
      ...Object.keys(configurationSchema.entries),
      ...registrySchema.options.flatMap((option) => Object.keys(option.entries)),
      ...Object.keys(rulesSchema.item.entries),
      ...Object.keys(exemptionsSchema.item.entries),
      ...matchKeys.map((key) => `match.${key}`),
    ];
    for (const key of keys)
      expect(documented.has(key) || documented.has(`${key}.reserve`), `${key} is documented`).toBe(true);
  });

  it("shows a smallest file that is valid, and the defaults that it gets", () => {
    const parsed = parseConfiguration(smallest);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const { tag, limits, registries } = parsed.settings;
    const [registry] = registries;
    const defaults = {
      tag,
      ...limits,
      parts: registry?.parts,
      mode: registry?.mode,
      "subnets.reserve": registry?.subnets.reserve,
      "subnets.zones": registry?.subnets.zones,
      createServiceLinkedRole: registry?.createServiceLinkedRole,
      replicas: registry?.replicas,
      names: registry?.names,
      customDomains: registry?.customDomains,
      optIn: registry?.optIn,
      forwardingResolvers: registry?.forwardingResolvers,
      regions: registry?.accept.regions,
      tags: registry?.accept.tags,
    };
    for (const [key, value] of Object.entries(defaults)) {
      const shown = Array.isArray(value) ? `[${value.join(", ")}]` : typeof value === "object" ? "{}" : String(value);
      expect(documented.get(key), key).toBe(`\`${shown}\``);
    }
  });
});
