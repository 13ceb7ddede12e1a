import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { planDocumentSchema } from "../cli/plan-file.ts";
import { type JsonSchema, toJsonSchema } from "../shared/config/json-schema.ts";
import { configurationSchema } from "../shared/config/schema.ts";

// Editors and other programs read them; a test fails when one is not what this script writes.
const root = fileURLToPath(new URL("..", import.meta.url));
await write("docs/mooring.schema.json", toJsonSchema(configurationSchema));
await write("docs/plan.schema.json", toJsonSchema(planDocumentSchema, "A plan of Mooring's"));

async function write(file: string, schema: JsonSchema): Promise<void> {
  const path = `${root}${file}`;
  await writeFile(path, `${JSON.stringify(schema, null, 2)}\n`);
  execFileSync(`${root}node_modules/.bin/biome`, ["format", "--write", path], { cwd: root, stdio: "ignore" });
}
