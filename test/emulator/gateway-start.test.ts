import { expect, test } from "vitest";
import { startEmulator } from "../../emulator/index.ts";
import { clientFor } from "./cloud-client.ts";

test("everything listens on loopback, a new VPC has a resolver at once, and nothing is left after stop", async () => {
  const { emulator, endpoint, url, networks } = await startEmulator();
  try {
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { VpcId } = await clientFor(endpoint).call("vpc", "CreateVpc", { RegionId: "cn-hangzhou" });
    const listed: unknown = await (await fetch(`${url}/_emulator/networks`)).json();
    expect(listed).toEqual(await networks());
    expect(listed).toEqual([
      {
        cloud: "alibaba",
        account: "1000000000000001",
        region: "cn-hangzhou",
        vpcId: VpcId,
        resolver: expect.stringMatching(/^127\./),
        port: expect.any(Number),
      },
    ]);
  } finally {
    await emulator.stop();
  }
  await expect(fetch(`${url}/_emulator/networks`)).rejects.toThrow();
});

test("a port that is taken is an error, and nothing goes on listening", async () => {
  const first = await startEmulator();
  try {
    await expect(startEmulator({ port: first.port })).rejects.toThrow("EADDRINUSE");
  } finally {
    await first.emulator.stop();
  }
});
