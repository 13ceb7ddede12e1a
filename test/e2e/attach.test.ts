import { afterEach, describe, expect, it } from "vitest";
import { createStage, names, type Stage } from "./stage.ts";

let stage: Stage;
afterEach(() => stage.stop());

describe("a tagged network", () => {
  it("is attached for every part and resolves every name, over UDP and TCP", async () => {
    stage = await createStage();
    const vpc = await stage.createVpc({ "registry-link": "prod" });
    await stage.createVSwitch(vpc);
    await stage.minutes(8);
    const [registry] = await stage.links("Registry");
    const [chart] = await stage.links("Chart");
    expect(registry).toMatchObject({ VpcId: vpc, Status: "RUNNING" });
    expect(chart).toMatchObject({ VpcId: vpc, Status: "RUNNING" });
    expect(await stage.ask(vpc, names.registry)).toEqual({ udp: [registry?.["Ip"]], tcp: [registry?.["Ip"]] });
    expect(await stage.ask(vpc, names.chart)).toEqual({ udp: [chart?.["Ip"]], tcp: [chart?.["Ip"]] });
    expect(await stage.finding(vpc)).toMatchObject({ state: "moored" });
  });
});
