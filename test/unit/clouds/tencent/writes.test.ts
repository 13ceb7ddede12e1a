import { describe, expect, test } from "vitest";
import type { Attach, SwitchOff, SwitchOn } from "../../../../shared/model/change.ts";
import { account, context, refused, registry, type Script, scriptedCloud, unanswered } from "./scripted-cloud.ts";

const change = {
  registry: "prod",
  cloud: "tencent" as const,
  instance: registry.instance,
  network: "vpc-1",
  account,
  region: "ap-guangzhou",
  part: "registry" as const,
  because: "the test says so",
};
const attach: Attach = { ...change, kind: "attach", subnet: "subnet-1", createServiceLinkedRole: false };
const named = { name: "harbor-vpc.tencentcloudcr.com", nameKind: "vpc" as const, address: "10.0.0.9", repoints: false };
const on: SwitchOn = { ...change, ...named, kind: "switch-on", first: false };
const off: SwitchOff = { ...change, ...named, kind: "switch-off", first: false, switchRegion: "ap-guangzhou" };

const home = () => ({
  Registries: [{ RegistryId: registry.instance, RegistryName: "harbor", RegionName: "ap-guangzhou" }],
});
const linked =
  (Status = "Running", AccessIp = "10.0.0.9") =>
  () => ({
    AccessVpcSet: [{ VpcId: "vpc-1", SubnetId: "subnet-1", Status, AccessIp }],
  });
/** One answer a call, the last for all that follow. */
const inTurn = (...answers: readonly unknown[]) => {
  const left = [...answers];
  return () => (left.length > 1 ? left.shift() : left[0]);
};
const word = (Status: string) => ({ VpcSet: [{ VpcId: "vpc-1", Status }] });
const status = "tcr:DescribeInternalEndpointDnsStatus";

function cloudWith(script: Script) {
  return scriptedCloud({
    "tcr:DescribeInstances": home,
    "tcr:DescribeReplicationInstances": () => ({ TotalCount: 0, ReplicationRegistries: null }),
    "tcr:DescribeInternalEndpoints": linked(),
    "tcr:CreateInternalEndpointDns": () => ({}),
    "tcr:DeleteInternalEndpointDns": () => ({}),
    [status]: () => word("DISABLED"),
    ...script,
  });
}
const failure = async (work: Promise<unknown>) =>
  work.then(
    (value) => ({ kind: "none", message: JSON.stringify(value) }),
    (error: { failure: { kind: string; message: string } }) => error.failure,
  );
const none = { AccessVpcSet: null };

describe("an attach", () => {
  test("goes to the instance's own region and names the network's", async () => {
    const { cloud, named: calls } = cloudWith({
      "tcr:DescribeInternalEndpoints": () => none,
      "tcr:ManageInternalEndpoint": () => ({}),
    });
    expect(await cloud.write({ ...attach, region: "ap-shanghai" }, context)).toEqual({
      result: "written",
      requestId: "r-1",
    });
    const [call] = calls("tcr:ManageInternalEndpoint");
    expect(call?.region).toBe("ap-guangzhou");
    expect(call?.parameters).toEqual({
      RegistryId: registry.instance,
      Operation: "Create",
      VpcId: "vpc-1",
      SubnetId: "subnet-1",
      RegionName: "ap-shanghai",
    });
  });

  test("that somebody else made a moment earlier is already", async () => {
    const { cloud } = cloudWith({
      "tcr:DescribeInternalEndpoints": inTurn(none, linked()()),
      "tcr:ManageInternalEndpoint": () => refused("InternalError.ErrorConflict"),
    });
    expect((await cloud.write(attach, context)).result).toBe("already");
  });

  test.each([
    ["InternalError.ErrorOverLimit", "exhausted", 1],
    ["UnauthorizedOperation", "denied", 1],
    ["ResourceInsufficient.ErrorInstanceNotRunning", "conflict", 2],
    ["InvalidParameter", "invalid", 2],
  ])("refused with %s is %s, and is sent once", async (code, kind, reads) => {
    const { cloud, named: calls } = cloudWith({
      "tcr:DescribeInternalEndpoints": () => none,
      "tcr:ManageInternalEndpoint": () => refused(code),
    });
    expect((await failure(cloud.write(attach, context))).kind).toBe(kind);
    expect(calls("tcr:ManageInternalEndpoint").length).toBe(1);
    expect(calls("tcr:DescribeInternalEndpoints").length).toBe(reads);
  });

  test("after an internal error is read before anything is believed", async () => {
    const made = cloudWith({
      "tcr:DescribeInternalEndpoints": inTurn(none, linked("Pending", "")()),
      "tcr:ManageInternalEndpoint": () => refused("InternalError"),
    });
    expect((await made.cloud.write(attach, context)).result).toBe("written");
    const lost = cloudWith({
      "tcr:DescribeInternalEndpoints": () => none,
      "tcr:ManageInternalEndpoint": () => refused("InternalError"),
    });
    expect((await failure(lost.cloud.write(attach, context))).message).toContain("outcome is unknown");
    expect(lost.named("tcr:ManageInternalEndpoint").length).toBe(1);
  });
});

describe("a switch that is turned on", () => {
  test.each([
    ["is gone", () => none],
    ["is not ready", linked("Deleting")],
    ["has no address", linked("Running", "")],
    ["has another address", linked("Running", "10.0.0.8")],
  ])("has moved when the link %s, and nothing is called", async (_, links) => {
    const { cloud, named: calls } = cloudWith({ "tcr:DescribeInternalEndpoints": links });
    expect((await cloud.write(on, context)).result).toBe("moved");
    expect(calls("tcr:CreateInternalEndpointDns")).toEqual([]);
  });

  test("is called with kind, address and region", async () => {
    const { cloud, named: calls } = cloudWith({});
    await cloud.write({ ...on, nameKind: "default" }, context);
    expect(calls("tcr:CreateInternalEndpointDns").map(({ parameters }) => parameters)).toEqual([
      {
        InstanceId: registry.instance,
        VpcId: "vpc-1",
        EniLBIp: "10.0.0.9",
        UsePublicDomain: true,
        RegionName: "ap-guangzhou",
      },
    ]);
  });

  test.each([
    ["restored", on, 0],
    ["published for the first time", { ...on, first: true }, 1],
    ["moved to another address", { ...on, repoints: true }, 1],
  ])("and is on before: %s", async (_, write, calls) => {
    const { cloud, named: made } = cloudWith({ [status]: () => word("ENABLED") });
    expect((await cloud.write(write, context)).result).toBe(calls === 0 ? "already" : "written");
    expect(made("tcr:CreateInternalEndpointDns").length).toBe(calls);
  });

  test.each(["UnsupportedOperation.CreatePrivateZoneRecord", "InternalError.ErrorConflict"])(
    "is withdrawn and published anew where %s says that it is not replaced",
    async (code) => {
      const { cloud, requests } = cloudWith({
        "tcr:CreateInternalEndpointDns": inTurn(refused(code), {}),
        "tcr:DeleteInternalEndpointDns": () => refused("UnsupportedOperation.DeletePrivateZoneRecord"),
      });
      expect((await cloud.write({ ...on, first: true }, context)).result).toBe("written");
      const writes = requests.map(({ action }) => action).filter((action) => !action.startsWith("Describe"));
      expect(writes).toEqual(["CreateInternalEndpointDns", "DeleteInternalEndpointDns", "CreateInternalEndpointDns"]);
    },
  );

  test.each(["UnsupportedOperation.CreatePrivateZoneRecord", "InternalError.ErrorConflict", "ResourceInUse"])(
    "refused with %s while an earlier try came to be on counts as done, and is not withdrawn for a moment",
    async (code) => {
      for (const write of [on, { ...on, first: true }, { ...on, repoints: true }]) {
        const { cloud, requests } = cloudWith({
          [status]: inTurn(word("DISABLED"), word("ENABLED")),
          "tcr:CreateInternalEndpointDns": () => refused(code),
        });
        expect((await cloud.write(write, context)).result).toBe("already");
        const writes = requests.map(({ action }) => action).filter((action) => !action.startsWith("Describe"));
        expect(writes).toEqual(["CreateInternalEndpointDns"]);
      }
    },
  );

  test("refused because the service is closed is a conflict, and nothing is withdrawn", async () => {
    const { cloud, named: calls } = cloudWith({
      "tcr:CreateInternalEndpointDns": () => refused("UnsupportedOperation.CreatePrivateZone"),
    });
    expect((await failure(cloud.write({ ...on, first: true }, context))).kind).toBe("conflict");
    expect(calls("tcr:DeleteInternalEndpointDns")).toEqual([]);
  });

  test.each([
    ["off before and on after, was written", ["DISABLED", "ENABLED"], "none"],
    ["off before and after, is unknown", ["DISABLED", "DISABLED"], "unavailable"],
    ["on before and after, is unknown: the status may not compare addresses", ["ENABLED", "ENABLED"], "unavailable"],
  ])("whose answer was lost, %s", async (_, words, kind) => {
    const { cloud } = cloudWith({
      "tcr:CreateInternalEndpointDns": unanswered,
      [status]: inTurn(...words.map(word)),
    });
    expect((await failure(cloud.write({ ...on, first: true }, context))).kind).toBe(kind);
  });

  test("of a domain of the user's own is refused", async () => {
    const { cloud } = cloudWith({});
    expect((await failure(cloud.write({ ...on, nameKind: "custom" }, context))).kind).toBe("invalid");
  });
});

describe("a switch that is turned off", () => {
  test.each([
    ["DISABLED", "already", 0],
    ["ENABLED", "written", 1],
    ["ERROR", "written", 1],
    ["WHATEVER", "moved", 0],
  ])("and is %s before comes to %s", async (before, result, calls) => {
    const { cloud, named: made } = cloudWith({ [status]: () => word(before) });
    expect((await cloud.write(off, context)).result).toBe(result);
    expect(made("tcr:DeleteInternalEndpointDns").length).toBe(calls);
  });

  test("by somebody else a moment earlier is already", async () => {
    const { cloud } = cloudWith({
      [status]: inTurn(word("ENABLED"), word("DISABLED")),
      "tcr:DeleteInternalEndpointDns": () => refused("UnsupportedOperation.DeletePrivateZoneRecord"),
    });
    expect((await cloud.write(off, context)).result).toBe("already");
  });

  test.each([
    ["that region", "ap-guangzhou", "written", 1],
    ["the network's region", "ap-shanghai", "already", 0],
    ["no region", "", "already", 0],
  ])(
    "under another region than the network's, where the vendor speaks of %s, comes to %s %s",
    async (_, Region, result, calls) => {
      const { cloud, named: made } = cloudWith({
        [status]: () => ({ VpcSet: [{ VpcId: "vpc-1", Status: "ENABLED", Region }] }),
      });
      expect((await cloud.write({ ...off, region: "ap-shanghai" }, context)).result).toBe(result);
      expect(made("tcr:DeleteInternalEndpointDns").map(({ parameters }) => parameters["RegionName"])).toEqual(
        Array.from({ length: calls }, () => "ap-guangzhou"),
      );
    },
  );

  test("is turned off also where the link is gone by now", async () => {
    const { cloud } = cloudWith({ [status]: () => word("ENABLED"), "tcr:DescribeInternalEndpoints": () => none });
    expect((await cloud.write(off, context)).result).toBe("written");
  });
});
