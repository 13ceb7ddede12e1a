import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultAccount, defaultTencentAccount, type Emulator } from "../../emulator/index.ts";
import { pushConfiguration } from "../../shared/config/load.ts";
import { readDetachments } from "../../shared/store/objects/detachments.ts";
import { readLedger } from "../../shared/store/objects/ledger.ts";
import type { Store } from "../../shared/store/port.ts";
import { mooring } from "./command.ts";
import type { createPasses } from "./direct-passes.ts";
import { createDirectStage } from "./direct-stage.ts";
import { configurationText, region } from "./stage.ts";
import {
  createTencentStage,
  registryId,
  registryWith,
  tencentBucket,
  tencentConfiguration,
  tencentRegion,
} from "./tencent-direct-stage.ts";

const limits = "limits: { inTransition: 2, detachesPerDay: 2 }\n";
const processes = 3;
const count = 6;

interface Place extends Pick<ReturnType<typeof createPasses>, "pass" | "minutes"> {
  readonly emulator: Emulator;
  readonly store: Store;
  readonly instance: string;
  readonly env: Readonly<Record<string, string>>;
  network(): Promise<string>;
  off(network: string): Promise<void>;
  wait(milliseconds: number): Promise<unknown>;
  /** The registry's links at this moment, by the vendor's own state. */
  links(): readonly { readonly network: string; readonly state: "made" | "ready" | "going" }[];
  stop(): Promise<unknown>;
}

const places = {
  async alibaba(): Promise<Place> {
    const configuration = configurationText({ parts: "[registry]", mode: "full", extra: limits });
    const stage = await createDirectStage({
      configuration,
      store: "bucket",
      settings: { linkReadyMs: 60_000, linkGoneMs: 60_000, deletingLink: "DELETING" },
    });
    const [user] = defaultAccount.users;
    await pushConfiguration(stage.store, configuration);
    return {
      ...stage,
      instance: "cri-mooringdemo01",
      env: {
        MOORING_ENDPOINT: stage.url,
        MOORING_STORE: `oss://mooring-state?region=${region}`,
        ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
      },
      async network() {
        const vpc = await stage.createVpc({ "registry-link": "prod" });
        await stage.createVSwitch(vpc);
        return vpc;
      },
      async off(network) {
        const Tag = [{ Key: "registry-link", Value: "off" }];
        const what = { RegionId: region, ResourceType: "VPC", ResourceId: [network] };
        await stage.call("vpc", "TagResources", { ...what, Tag });
      },
      wait: (milliseconds) => stage.world.clock.advance(milliseconds),
      links: () =>
        [...stage.world.alibaba.accounts.values()]
          .flatMap((account) => [...account.instances.values()].flatMap(({ links }) => links))
          .map(({ vpcId, status }) => ({
            network: vpcId,
            state: status === "RUNNING" ? "ready" : status === "CREATING" ? "made" : "going",
          })),
      stop: stage.stop,
    };
  },
  async tencent(): Promise<Place> {
    const configuration = `${tencentConfiguration(["quota: 20"], "full")}${limits}`;
    const stage = await createTencentStage({
      configuration,
      store: "bucket",
      settings: { tcrLinkReadyMs: 60_000, tcrLinkGoneMs: 60_000 },
      tencentAccounts: registryWith({ edition: "premium" }),
    });
    const [{ secretId, secretKey }] = defaultTencentAccount.users;
    await pushConfiguration(stage.store, configuration);
    return {
      ...stage,
      instance: registryId,
      env: {
        MOORING_ENDPOINT: stage.url,
        MOORING_STORE: `cos://${tencentBucket}?region=${tencentRegion}`,
        TENCENTCLOUD_SECRET_ID: secretId,
        TENCENTCLOUD_SECRET_KEY: secretKey,
      },
      network: () => stage.createNetwork(),
      off: (network) => stage.tag(network, "off"),
      wait: (milliseconds) => stage.world.clock.advance(milliseconds),
      links: () =>
        [...stage.account.registries.values()]
          .flatMap(({ links }) => links)
          .map(({ vpcId, step }) => ({
            network: vpcId,
            state: step === "running" ? "ready" : step === "deleting" ? "going" : "made",
          })),
      stop: stage.stop,
    };
  },
} as const;

describe.each(["alibaba", "tencent"] as const)(
  "three processes that sweep one registry on %s, their store a bucket,",
  (name) => {
    let place: Place;
    const networks: string[] = [];
    /** The most that was ever seen at once, at each request that anybody sent. */
    const most = { made: 0, gone: 0 };

    const sweeps = async () => {
      const ended = await Promise.all(Array.from({ length: processes }, () => mooring(["sweep"], place.env)));
      for (const { code, stderr, stdout } of ended) expect([0, 2, 3], stderr + stdout).toContain(code);
    };
    const linked = () => place.links().map(({ network }) => network);

    beforeAll(async () => {
      place = await places[name]();
      const first = await place.network();
      networks.push(first);
      await place.pass();
      for (let minute = 0; minute < 12; minute++) await place.minutes(1);
      expect(linked()).toEqual([first]);
      for (let made = 1; made < count; made++) networks.push(await place.network());
      await place.wait(30_000);
      const watching = () => {
        const now = place.links();
        most.made = Math.max(most.made, now.filter(({ state }) => state === "made").length);
        most.gone = Math.max(most.gone, networks.length - now.filter(({ state }) => state !== "going").length);
        return false;
      };
      place.emulator.addRoute({ name: "watch", claims: watching, handle: () => ({ broken: "reset" }) });
    }, 60_000);
    afterAll(() => place.stop());

    it("never have more links in transition than may be, link no network twice, and lose no entry", async () => {
      await sweeps();
      expect(most.made).toBeLessThanOrEqual(2);
      expect(linked().length).toBeGreaterThan(1);
      expect(new Set(linked()).size).toBe(linked().length);
      const { entries } = await readLedger(place.store);
      const own = entries.filter(({ intentAt, attachedAt }) => intentAt !== null || attachedAt !== null);
      expect(own.map(({ network }) => network).sort()).toEqual(linked().sort());
      // One pass after the other finishes what they left.
      for (let minute = 0; minute < 40 && linked().length < count; minute++) await place.minutes(1);
      await place.minutes(5);
      expect((await place.pass()).findings.map(({ state }) => state)).toEqual(networks.map(() => "moored"));
    }, 60_000);

    it("take no more links away in a day than may be, each announced", async () => {
      most.gone = 0;
      for (const network of networks) await place.off(network);
      await place.wait(30_000);
      await sweeps();
      // A pass in another process goes on with what they left.
      await place.minutes(3);
      expect(most.gone).toBe(2);
      const gone = networks.filter(
        (network) => !place.links().some((one) => one.network === network && one.state === "ready"),
      );
      expect(gone).toHaveLength(2);
      const announced = await readDetachments(place.store, place.instance);
      expect([...new Set(announced.map(({ network }) => network))].sort()).toEqual([...gone].sort());
      for (const network of networks.filter((one) => !gone.includes(one))) {
        const { entries } = await readLedger(place.store);
        expect(entries.find((entry) => entry.network === network)?.attachedAt).not.toBeNull();
      }
    }, 60_000);
  },
);
