import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import type { Manifest } from "../../emulator/deploy/manifest.ts";
import { preview } from "../../emulator/deploy/preview.ts";
import { defaultAccount } from "../../emulator/index.ts";
import { variables } from "../../functions/environment.ts";

const root = new URL("../../", import.meta.url);
const file = new URL("dist/functions/alibaba/reconcile/index.js", root);

describe("the built bundle", () => {
  it("exports Function Compute's handler of an event and a context", () => {
    const { handler } = createRequire(import.meta.url)(file.pathname) as { handler: unknown };
    expect(handler).toBeTypeOf("function");
    expect(handler).toHaveProperty("length", 2);
  });

  it("names exactly the variables that the manifest sets and that the environment's reader lists", async () => {
    const [user] = defaultAccount.users;
    const manifest = (await preview({
      manifest: new URL("s.yaml", root).pathname,
      account: { id: defaultAccount.id, accessKeyId: user.accessKeyId, accessKeySecret: user.accessKeySecret },
    })) as Manifest;
    const set = Object.keys(manifest.resources["reconcile"]?.props.environmentVariables ?? {}).sort();
    const read = new Set(readFileSync(file, "utf8").match(/MOORING_[A-Z_]+/g));
    expect([...read].sort()).toEqual(set);
    expect([...variables].sort()).toEqual(set);
  });

  it("is made of the function and what it shares, of nothing of the emulator, the command line or the tests", () => {
    const { sources } = JSON.parse(readFileSync(new URL("index.js.map", file), "utf8")) as { sources: string[] };
    const own = sources
      .map((source) => new URL(source, file).pathname)
      .filter((path) => !path.includes("/node_modules/"))
      .map((path) => path.replace(root.pathname, ""));
    expect(own).toContain("functions/alibaba/reconcile/index.ts");
    expect(own).toContain("shared/plan/plan.ts");
    expect(own.filter((path) => !/^(?:functions|shared)\//.test(path))).toEqual([]);
  });

  it("stays within 1,200 KB", () => {
    expect(statSync(file).size).toBeLessThan(1_200 * 1_024);
  });
});

describe.each(["reconcile", "reconcile-node16"])("the built bundle tencent/%s", (name) => {
  const bundle = new URL(`dist/functions/tencent/${name}/index.js`, root);

  it("exports SCF's handler of an event and a context, by the name that the manifest gives", () => {
    const { main_handler: handler } = createRequire(import.meta.url)(bundle.pathname) as { main_handler: unknown };
    expect(handler).toBeTypeOf("function");
    expect(handler).toHaveProperty("length", 2);
  });

  it("names exactly the variables that the environment's reader lists", () => {
    const read = new Set(readFileSync(bundle, "utf8").match(/MOORING_[A-Z_]+/g));
    expect([...read].sort()).toEqual([...variables].sort());
  });

  it("is made of the function and what it shares, of nothing of the other cloud's, and stays within 1,000 KB", () => {
    const { sources } = JSON.parse(readFileSync(new URL("index.js.map", bundle), "utf8")) as { sources: string[] };
    const own = sources.map((source) => new URL(source, bundle).pathname.replace(root.pathname, ""));
    expect(own).toContain("functions/tencent/reconcile/index.ts");
    expect(own.filter((path) => !/^(?:functions|shared|node_modules)\//.test(path))).toEqual([]);
    expect(own.filter((path) => path.includes("alibaba") || path.includes("@alicloud"))).toEqual([]);
    expect(statSync(bundle).size).toBeLessThan(1_000 * 1_024);
  });
});
