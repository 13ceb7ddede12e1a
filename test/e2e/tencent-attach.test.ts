import { afterEach, expect, it } from "vitest";
import { createTencentStage, registryId, type TencentStage, type TencentStageOptions, vpcName } from "./tencent-direct-stage.ts";

let open: TencentStage | undefined;
afterEach(async () => {
  await open?.stop();
  open = undefined;
});

async function begin(options: TencentStageOptions = {}): Promise<TencentStage> {
  open = await createTencentStage(options);
  return open;
}

it("a tagged network is linked, its name published once the link is ready, and then nothing more is to be done", async () => {
  const stage = await begin();
  const vpc = await stage.createVpc({ "registry-link": "harbor" });
  const [first] = await stage.minutes(1);
  expect(first?.findings.find(({ network }) => network === vpc)?.code).toBe("pending/waiting-for-subnet");
  const subnet = await stage.createSubnet(vpc);
  const found = await stage.until(vpc, "moored/attached");
  expect(found).toMatchObject({ code: "moored/attached" });
  const [link] = await stage.links();
  expect(link).toMatchObject({ VpcId: vpc, SubnetId: subnet, Status: "Running" });
  expect(await stage.ask(vpc, vpcName)).toEqual({ udp: [link?.AccessIp], tcp: [link?.AccessIp] });
  const [next] = await stage.minutes(1);
  expect(next?.outcomes).toEqual([]);
  expect(registryId).toBe("tcr-moordemo");
});
