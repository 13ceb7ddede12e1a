import { expect, test } from "vitest";
import type { SettingValue } from "../../emulator/settings.ts";
import { createAlibabaWorld } from "./alibaba-world.ts";
import { context, stageOf, tenMinutes } from "./cloud-stage.ts";
import { describeDetach } from "./detach.contract.ts";

/** DeleteInstanceVpcEndpointLinkedVpc: the codes of its page, and those that users of Terraform met. */
const codes = {
  NoPrivilege: "denied",
  SystemError: "unavailable",
  INSTANCE_NOT_EXIST: "not-found",
  INSTANCE_STATUS_NOT_SUPPORT: "conflict",
  VSWITCH_NOT_EXIST: "not-found",
  SLB_SERVICE_ERROR: "unavailable",
  ServiceUnavailable: "unavailable",
  "InvalidAction.NotFound": "invalid",
} as const;

describeDetach("Alibaba Cloud", () => createAlibabaWorld(), { codes });
describeDetach(
  "Alibaba Cloud, where a link that goes looks like one that stays",
  () => createAlibabaWorld({ deletingLink: "RUNNING", linkGoneMs: 180_000, failedWriteForm: "envelope" }),
  { codes, goesUnseen: true },
);

const settings: readonly (readonly [string, SettingValue])[] = [
  ["linkGoneMs", 0],
  ["linkGoneMs", 180_000],
  ["failedWriteForm", "envelope"],
  ["failedReadForm", "error-body"],
  ["refusalStatus", 404],
  ["refusalStatus", 409],
  ["unlinkedZone", "left"],
  ["noLinks", "absent"],
  ["addressWhileCreating", "absent"],
  ["addressWhileCreating", "present"],
  ["linkOutcome", "CREATE_FAILED"],
  ["linkOutcome", "CREATING"],
];

test.each(settings)("on Alibaba Cloud with %s %j a link of whatever state is taken away", async (name, value) => {
  const world = await createAlibabaWorld({ [name]: value });
  const stage = stageOf(world);
  const { network, subnet } = await world.makeNetwork({});
  const attach = stage.attachOf(network, subnet);
  await stage.write(attach);
  await world.wait(tenMinutes);
  const [link] = await stage.links();
  const detach = stage.detachOf(attach, link?.address.known === true ? link.address.value : null);
  expect((await stage.write(detach)).result).toBe("written");
  await world.wait(tenMinutes);
  expect(await stage.links()).toEqual([]);
  expect((await stage.write(detach)).result).toBe("already");
  await world.stop();
});

test("the refusal of a link that is not there says that it is gone, whatever the list still shows", async () => {
  const world = await createAlibabaWorld();
  const stage = stageOf(world);
  const { attach, address } = await stage.linked();
  world.trouble("detach", { code: "INSTANCE_ACCESS_NOT_EXIST" }, 1);
  expect((await stage.write(stage.detachOf(attach, address))).result).toBe("already");
  await world.stop();
});

test("the Chart link of a network stays when its Registry link is taken away", async () => {
  const world = await createAlibabaWorld();
  const stage = stageOf(world);
  const { network, attach, address } = await stage.linked();
  const chart = async () => (await world.cloud.part(world.registry, "chart", context)).links;
  await stage.write({ ...attach, part: "chart" });
  await world.wait(tenMinutes);
  await stage.write(stage.detachOf(attach, address));
  await world.wait(tenMinutes);
  expect(await stage.links()).toEqual([]);
  expect((await chart()).map((link) => [link.network, link.state])).toEqual([[network, "ready"]]);
  await world.stop();
});
