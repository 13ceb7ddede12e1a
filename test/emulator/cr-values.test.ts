import { afterEach, describe, expect, it } from "vitest";
import { type Cloud, refusal, startCloud } from "./cloud-client.ts";

const region = "cn-hangzhou";
const InstanceId = "cri-mooringdemo01";

let cloud: Cloud;
afterEach(() => cloud.emulator.stop());

async function link(settings: Readonly<Record<string, string | number | boolean>>) {
  cloud = await startCloud({ settings });
  const { VpcId } = await cloud.call("vpc", "CreateVpc", { RegionId: region, CidrBlock: "10.0.0.0/16" });
  const { VSwitchId } = await cloud.call("vpc", "CreateVSwitch", {
    RegionId: region,
    VpcId,
    ZoneId: `${region}-h`,
    CidrBlock: "10.0.1.0/24",
  });
  const both = { InstanceId, VpcId, VswitchId: VSwitchId, ModuleName: "Registry" };
  await cloud.call("cr", "CreateInstanceVpcEndpointLinkedVpc", both);
  await cloud.world.clock.advance(10 * 60_000);
  return { both, VSwitchId };
}

describe("a link that is being removed", () => {
  it.each(["DELETING", "RUNNING"])("shows as %s until it is gone", async (deletingLink) => {
    const { both } = await link({ deletingLink, linkGoneMs: 60_000 });
    await cloud.call("cr", "DeleteInstanceVpcEndpointLinkedVpc", both);
    const during = await cloud.call("cr", "GetInstanceVpcEndpoint", { InstanceId, ModuleName: "Registry" });
    expect(during["LinkedVpcs"]).toMatchObject([{ Status: deletingLink }]);
    await cloud.world.clock.advance(120_000);
    const after = await cloud.call("cr", "GetInstanceVpcEndpoint", { InstanceId, ModuleName: "Registry" });
    expect(after["LinkedVpcs"]).toEqual([]);
  });
});

describe("a vSwitch that a link took an address of", () => {
  it.each(["DependencyViolation", "DependencyViolation.NetworkInterface"])(
    "refuses to be deleted with %s",
    async (occupiedSubnetCode) => {
      const { VSwitchId } = await link({ occupiedSubnetCode });
      expect(await refusal(cloud.call("vpc", "DeleteVSwitch", { RegionId: region, VSwitchId }))).toMatchObject({
        code: occupiedSubnetCode,
      });
    },
  );
});

describe("a page of registries", () => {
  it("holds no more than the setting says, whatever is asked for", async () => {
    cloud = await startCloud({ settings: { largestInstancePage: 30 } });
    await expect(cloud.call("cr", "ListInstance", { PageSize: 29 })).resolves.toMatchObject({ PageSize: 29 });
    await expect(cloud.call("cr", "ListInstance", { PageSize: 31 })).resolves.toMatchObject({ PageSize: 30 });
  });
});
