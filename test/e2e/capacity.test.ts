import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { defaultAccount, defaultTencentAccount } from "../../emulator/index.ts";
import { createFolderStore } from "../../shared/store/folder.ts";
import { mooring } from "./command.ts";
import { createDirectStage } from "./direct-stage.ts";
import { configurationText } from "./stage.ts";
import { createTencentStage, registryId, registryWith, tencentConfiguration } from "./tencent-direct-stage.ts";

const rules = `rules:
  - { name: core first, match: { tags: { tier: core } }, outcome: accept, priority: 10 }
  - { name: the rest, match: {}, outcome: accept }
`;

let end: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const one of end) await one();
  end = [];
});

interface Place {
  readonly url: string;
  /** A network with a subnet that wishes; `tags` beside the wish. */
  network(tags?: Readonly<Record<string, string>>): Promise<string>;
  pass(): Promise<unknown>;
  minutes(count: number): Promise<unknown>;
  linked(): Promise<readonly string[]>;
}

/** A folder that both the passes and the command line keep their store in. */
async function folderOf(configuration: string): Promise<{ readonly path: string; readonly file: string }> {
  const folder = await mkdtemp(join(tmpdir(), "mooring-capacity-"));
  end.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, "mooring.yaml");
  await writeFile(file, configuration);
  return { path: join(folder, "store"), file };
}

/** A registry of each cloud whose vendor takes so many links. */
const clouds = {
  async alibaba(places: number) {
    const [registry] = defaultAccount.registries;
    const configuration = configurationText({ parts: "[registry]", extra: rules });
    const { path, file } = await folderOf(configuration);
    const stage = await createDirectStage({
      configuration,
      store: createFolderStore(path),
      accounts: [{ ...defaultAccount, registries: [{ ...registry, vpcQuota: places }] }],
      settings: { linkReadyMs: 0 },
    });
    end.push(stage.stop);
    const [user] = defaultAccount.users;
    const place: Place = {
      url: stage.url,
      async network(tags = {}) {
        const vpc = await stage.createVpc({ "registry-link": "prod", ...tags });
        await stage.createVSwitch(vpc);
        return vpc;
      },
      pass: () => stage.pass(),
      minutes: (count) => stage.minutes(count),
      linked: async () => (await stage.links()).map((link) => String(link["VpcId"])),
    };
    const env = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
    };
    return { place, env, path, file, source: "vendor" };
  },
  async tencent(places: number) {
    const configuration = `${tencentConfiguration()}${rules}`;
    const { path, file } = await folderOf(configuration);
    const stage = await createTencentStage({
      configuration,
      store: createFolderStore(path),
      tencentAccounts: registryWith({ edition: "basic" }),
      settings: { tcrLinkReadyMs: 0 },
    });
    end.push(stage.stop);
    // A basic registry takes five: all but so many are somebody else's.
    for (let count = places; count < 5; count++) {
      const vpc = await stage.createVpc();
      await stage.link(vpc, await stage.createSubnet(vpc));
    }
    const [{ secretId, secretKey }] = defaultTencentAccount.users;
    const env = { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
    const place: Place = {
      url: stage.url,
      async network(tags = {}) {
        const vpc = await stage.createVpc({ "registry-link": "harbor", ...tags });
        await stage.createSubnet(vpc);
        // The cloud tells when a network was made to the second.
        await stage.world.clock.advance(2_000);
        return vpc;
      },
      pass: () => stage.pass(),
      minutes: (count) => stage.minutes(count),
      linked: async () => (await stage.links(registryId)).map(({ VpcId }) => VpcId ?? ""),
    };
    return { place, env, path, file, source: "assumed" };
  },
} as const;

describe.each(["alibaba", "tencent"] as const)("the last place of a registry on %s", (name) => {
  it.each([
    ["goes to the higher priority, however young its network is", true],
    ["goes to the older network where no rule prefers one", false],
  ])("%s, and the others wait in order", async (_, preferred) => {
    const { place, env, path, file, source } = await clouds[name](2);
    const first = await place.network();
    for (let minute = 0; minute < 6; minute++) {
      await place.pass();
      await place.minutes(1);
    }
    expect(await place.linked()).toContain(first);
    const [older, young] = [await place.network(), await place.network()];
    const core = preferred ? [await place.network({ tier: "core" })] : [];
    await place.minutes(6);
    await place.pass();
    const [winner = "", ...others] = [...core, older, young];
    expect(await place.linked()).toContain(winner);
    for (const other of others) expect(await place.linked()).not.toContain(other);

    const args = ["capacity", "--endpoint", place.url, "--store", `folder:${path}`, "--config", file];
    const json = await mooring([...args, "--json"], env);
    expect(json, json.stderr).toMatchObject({ code: 3, stderr: "" });
    const limit = (await place.linked()).length;
    const { capacity, notices } = JSON.parse(json.stdout);
    expect(capacity).toMatchObject([{ links: { used: limit, limit, source }, needed: others.length }]);
    // No configuration makes zones here, and nobody but this command asks.
    expect(capacity).toMatchObject([{ zones: { limit: expect.any(Number) } }]);
    // One that the vendor refused meanwhile, because it tells no quota, loses nothing by it.
    expect(capacity[0].waiting).toEqual(others);
    expect(notices).toEqual(expect.arrayContaining([expect.objectContaining({ code: "capacity/links" })]));
    if (!preferred) return;
    const text = await mooring(args, env);
    expect(text.code).toBe(3);
    expect(text.stdout).toContain(`${others.length} network${others.length === 1 ? " waits" : "s wait"} for a link`);
    for (const [index, id] of capacity[0].waiting.entries()) expect(text.stdout).toContain(`${index + 1}  ${id}`);
  });
});
