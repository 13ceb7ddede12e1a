import { describe, expect, test } from "vitest";
import { WriteStopped } from "../../../shared/clouds/port.ts";
import { turnsOf } from "../../../shared/reconcile/apply/turns.ts";
import { writePause } from "../../../shared/store/objects/pause.ts";
import { StoreError } from "../../../shared/store/port.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { context, refused, scriptedCloud } from "./alibaba/scripted-cloud.ts";

const pause = { since: "2026-01-05T06:00:00.000Z", by: "ops", reason: "maintenance" };
const link = { VpcId: "vpc-1", VswitchId: "vsw-1", Status: "RUNNING" };
const attach = {
  kind: "attach",
  cloud: "alibaba",
  account: "100000000001",
  region: "cn-hangzhou",
  registry: "prod",
  instance: "cri-1",
  network: "vpc-1",
  part: "registry",
  because: "it wishes",
  subnet: "vsw-1",
  zone: "cn-hangzhou-h",
  createServiceLinkedRole: false,
} as const;

const stopOf = (error: unknown) => {
  if (!(error instanceof WriteStopped)) throw error;
  return { code: error.code, begun: error.begun };
};

describe("between the calls of one change", () => {
  test("the first call is not asked about, since whoever makes the change just did; the next one is", async () => {
    const store = createMemoryStore();
    await writePause(store, null, pause);
    const turns = turnsOf(store, "prod");
    await turns.before();
    await expect(turns.before().catch(stopOf)).resolves.toEqual({ code: "held/paused", begun: true });
  });

  test("calls that were refused began nothing, whatever was refused before and after", async () => {
    const store = createMemoryStore();
    const turns = turnsOf(store, "prod");
    for (let count = 0; count < 2; count++) {
      await turns.before();
      turns.refused();
    }
    await writePause(store, "prod", pause);
    await expect(turns.before().catch(stopOf)).resolves.toEqual({ code: "held/paused", begun: false });
  });

  test("a call that was refused does not undo what the one before it began", async () => {
    const store = createMemoryStore();
    const turns = turnsOf(store, "prod");
    await turns.before();
    await turns.before();
    turns.refused();
    await writePause(store, "prod", pause);
    await expect(turns.before().catch(stopOf)).resolves.toEqual({ code: "held/paused", begun: true });
  });

  test("a store that does not answer stops the next call as a pause does", async () => {
    const memory = createMemoryStore();
    const read = async () => {
      throw new StoreError("no answer", "pause/all.json");
    };
    const turns = turnsOf({ ...memory, read }, "prod");
    await turns.before();
    await expect(turns.before().catch(stopOf)).resolves.toEqual({ code: "held/store", begun: true });
  });

  test("a pause that is damaged stops it as well, and the sentence does not say that the store is silent", async () => {
    const store = createMemoryStore();
    const turns = turnsOf(store, "prod");
    await turns.before();
    await store.write("pause/prod.json", "{");
    await expect(turns.before()).rejects.toMatchObject({
      code: "held/store",
      message: expect.stringMatching(
        /^whether somebody paused could not be read, .*pause\/prod\.json .*is damaged.*"mooring resume --registry prod" removes it/,
      ),
    });
  });
});

describe("a call that is repeated", () => {
  test("after it was throttled is not sent once somebody paused, and then nothing was begun", async () => {
    const store = createMemoryStore();
    const { cloud, named } = scriptedCloud({
      "cr:GetInstanceVpcEndpoint": () => ({ Domains: [], LinkedVpcs: [] }),
      "cr:CreateInstanceVpcEndpointLinkedVpc": () => {
        void writePause(store, "prod", pause);
        return refused("Throttling.User");
      },
    });
    const stopped = cloud.write(attach, { ...context, turns: turnsOf(store, "prod") }).catch(stopOf);
    await expect(stopped).resolves.toEqual({ code: "held/paused", begun: false });
    expect(named("cr:CreateInstanceVpcEndpointLinkedVpc")).toHaveLength(1);
  });

  test("without a pause goes out again", async () => {
    let left = 1;
    const { cloud, named } = scriptedCloud({
      "cr:GetInstanceVpcEndpoint": () => ({
        Domains: ["prod-registry-vpc.cn-hangzhou.cr.aliyuncs.com"],
        LinkedVpcs: [],
      }),
      "cr:CreateInstanceVpcEndpointLinkedVpc": () => (left-- > 0 ? refused("Throttling.User") : link),
    });
    const written = cloud.write(attach, { ...context, turns: turnsOf(createMemoryStore(), "prod") });
    await expect(written).resolves.toMatchObject({ result: "written" });
    expect(named("cr:CreateInstanceVpcEndpointLinkedVpc")).toHaveLength(2);
  });
});
