import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount, defaultTencentAccount } from "../../emulator/index.ts";
import { parseConfiguration } from "../../shared/config/parse.ts";
import type { Report } from "../../shared/model/report.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { createFolderStore } from "../../shared/store/folder.ts";
import { clearPause } from "../../shared/store/objects/pause.ts";
import type { Store } from "../../shared/store/port.ts";
import { mooring } from "./command.ts";
import type { createPasses } from "./direct-passes.ts";
import { createDirectStage } from "./direct-stage.ts";
import { configurationText, region } from "./stage.ts";
import { createTencentStage, tencentBucket, tencentConfiguration, tencentRegion } from "./tencent-direct-stage.ts";

const domain = "images.corp.example.com";

/** One cloud, with the store that its passes and the command line share. */
interface Place extends ReturnType<typeof createPasses> {
  readonly url: string;
  readonly store: Store;
  readonly location: string;
  readonly env: Readonly<Record<string, string>>;
  /** The same configuration without the domain of the user's own. */
  readonly without: Settings;
  readonly alias: string;
  watchRequests(begin: (action: string) => () => Promise<void> | void): void;
  network(): Promise<string>;
  /** Names of the zones of the user's own domain, as the vendor lists them. */
  zones(): Promise<readonly string[]>;
  /** The calls of a pass that write, by which a zone goes, in order. */
  readonly going: readonly string[];
  stop(): Promise<unknown>;
}

function settingsOf(text: string): Settings {
  const parsed = parseConfiguration(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.settings;
}

async function folder(): Promise<{ readonly path: string; readonly store: Store; readonly location: string }> {
  const path = await mkdtemp(join(tmpdir(), "mooring-pause-"));
  return { path, store: createFolderStore(path), location: `folder:${path}` };
}

const clouds = {
  async alibaba(kept: "folder" | "bucket"): Promise<Place> {
    const own = kept === "folder" ? await folder() : null;
    const extra = `    customDomains: [${domain}]\n    optIn: [recreate-zone]\n`;
    const stage = await createDirectStage({
      configuration: configurationText({ parts: "[registry]", extra }),
      store: own?.store ?? "bucket",
      settings: { linkReadyMs: 0 },
    });
    const [user] = defaultAccount.users;
    return {
      ...stage,
      location: own?.location ?? `oss://mooring-state?region=${region}`,
      env: { ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret },
      without: settingsOf(configurationText({ parts: "[registry]" })),
      alias: "prod",
      async network() {
        const vpc = await stage.createVpc({ "registry-link": "prod" });
        await stage.createVSwitch(vpc);
        return vpc;
      },
      async zones() {
        const found = await stage.call("pvtz", "DescribeZones", { PageSize: 100 });
        const { Zone } = found["Zones"] as { readonly Zone: readonly Readonly<Record<string, string>>[] };
        return Zone.flatMap(({ ZoneName = "" }) => (ZoneName === domain ? [ZoneName] : []));
      },
      going: ["BindZoneVpc", "DeleteZone"],
      stop: async () => {
        await stage.stop();
        if (own !== null) await rm(own.path, { recursive: true, force: true });
      },
    };
  },
  async tencent(kept: "folder" | "bucket"): Promise<Place> {
    const own = kept === "folder" ? await folder() : null;
    const stage = await createTencentStage({
      configuration: tencentConfiguration([`customDomains: [${domain}]`]),
      store: own?.store ?? "bucket",
      settings: { tcrLinkReadyMs: 0 },
    });
    const [{ secretId, secretKey }] = defaultTencentAccount.users;
    return {
      ...stage,
      location: own?.location ?? `cos://${tencentBucket}?region=${tencentRegion}`,
      env: { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey },
      without: settingsOf(tencentConfiguration()),
      alias: "harbor",
      network: () => stage.createNetwork(),
      async zones() {
        const { PrivateZoneSet } = await stage.user.privatedns.DescribePrivateZoneList({});
        return (PrivateZoneSet ?? []).flatMap(({ Domain = "" }) => (Domain.endsWith("example.com") ? [Domain] : []));
      },
      going: ["DeleteSpecifyPrivateZoneVpc", "DeletePrivateZoneRecord", "DeletePrivateZone"],
      stop: async () => {
        await stage.stop();
        if (own !== null) await rm(own.path, { recursive: true, force: true });
      },
    };
  },
} as const;

const isWrite = (action: string) => !/^(?:Describe|Get|List|Check|Query)/.test(action);

describe.each([
  ["alibaba", "folder"],
  ["alibaba", "bucket"],
  ["tencent", "folder"],
  ["tencent", "bucket"],
] as const)("a pause from another process, on %s with a store in a %s,", (cloud, kept) => {
  let place: Place;
  let vpc = "";
  /** The calls that write, in order. */
  const written: string[] = [];

  /** Pauses, as somebody would in another process, while the first call that `when` fits is in flight. */
  function pauseDuring(when: (action: string) => boolean, ...which: readonly string[]): void {
    let paused = false;
    written.length = 0;
    place.watchRequests((action) => {
      if (!isWrite(action)) return () => undefined;
      written.push(action);
      if (paused || !when(action)) return () => undefined;
      paused = true;
      return async () => {
        const args = ["pause", "--store", place.location, "--endpoint", place.url, "--reason", "stop!", ...which];
        const ended = await mooring(args, place.env);
        expect(ended, ended.stderr).toMatchObject({ code: 0 });
      };
    });
  }

  async function resume(registry: string | null): Promise<void> {
    await clearPause(place.store, registry);
    place.watchRequests((action) => () => void (isWrite(action) && written.push(action)));
    written.length = 0;
  }

  const codesOf = ({ outcomes }: Report) =>
    outcomes.flatMap((outcome) => (outcome.result === "skipped" ? [outcome.code] : []));

  async function untilMoored(): Promise<void> {
    let last: Report | undefined;
    for (let minute = 0; minute < 20; minute++) {
      await place.minutes(1);
      last = await place.pass();
      if (last.findings.every(({ state }) => state === "moored")) return;
    }
    throw new Error(`not moored: ${JSON.stringify(last?.findings)}`);
  }

  beforeAll(async () => {
    place = await clouds[cloud](kept);
    vpc = await place.network();
  }, 60_000);
  afterAll(() => place.stop());

  it("lets the one call in flight end and stops every one after it, until somebody resumes", async () => {
    const making = cloud === "alibaba" ? "AddZone" : "CreatePrivateZone";
    pauseDuring((action) => action === making);
    const reports: Report[] = [];
    for (let minute = 0; minute < 12; minute++) reports.push(...(await place.minutes(1)));
    expect(written.at(-1)).toBe(making);
    expect(reports.flatMap(codesOf)).toContain("held/paused");
    // What was begun is not forgotten: the zone is made once.
    await resume(null);
    await untilMoored();
    expect(await place.zones()).toHaveLength(1);
    expect((await place.pass()).outcomes).toEqual([]);
    expect(written).not.toContain(cloud === "tencent" ? making : "never");
  });

  it("stops between the calls of one change as well, which is finished after it", async () => {
    const [first = "", ...rest] = place.going;
    pauseDuring((action) => action === first, "--registry", place.alias);
    const report = await place.pass({ settings: place.without });
    expect(written).toEqual([first]);
    expect(report.outcomes).toMatchObject([
      { change: { kind: "delete-zone", network: vpc }, result: "skipped", code: "held/stopped-midway" },
    ]);
    expect(report.outcomes[0]?.sentence).toContain("stop!");
    expect(await place.zones()).toHaveLength(1);
    const still = await place.pass({ settings: place.without });
    expect(written).toEqual([first]);
    expect(codesOf(still)).toEqual(["held/paused"]);

    await resume(place.alias);
    await place.pass({ settings: place.without });
    expect(written).toEqual(rest);
    expect(await place.zones()).toEqual([]);
    expect((await place.pass({ settings: place.without })).outcomes).toEqual([]);
  });
});
