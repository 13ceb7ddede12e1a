import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { toJsonSchema } from "../shared/config/json-schema.ts";
import { configurationSchema } from "../shared/config/schema.ts";

// Editors read it; a test fails when it is not what this script writes.
const root = fileURLToPath(new URL("..", import.meta.url));
const path = `${root}docs/mooring.schema.json`;
await writeFile(path, `${JSON.stringify(toJsonSchema(configurationSchema), null, 2)}\n`);
execFileSync(`${root}node_modules/.bin/biome`, ["format", "--write", path], { cwd: root, stdio: "ignore" });
