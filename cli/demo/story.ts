import type { Emulated } from "../emulated.ts";
import { createAlibabaSide } from "./alibaba-side.ts";
import type { AlibabaUser } from "./alibaba-user.ts";
import type { Narrator } from "./narrator.ts";
import type { DemoResult } from "./result.ts";
import { type Actor, createLabels, createStage } from "./stage.ts";
import { createTencentSide } from "./tencent-side.ts";
import type { TencentUser } from "./tencent-user.ts";

/** What came of the story, and what its networks are called in it. */
export interface Told {
  readonly result: DemoResult;
  label(network: string): string;
}

/** The teams of the story, each with the vendor's own client. */
export interface Users {
  readonly alibaba: AlibabaUser;
  readonly tencent: TencentUser;
}

/**
 * The main job on both clouds side by side, told as it happens. Every step checks what it says; the first that does not
 * hold ends the story.
 */
export async function tell(emulated: Emulated, users: Users, narrator: Narrator): Promise<Told> {
  const labels = createLabels();
  const stage = createStage(emulated, narrator, labels);
  const alibaba = createAlibabaSide(emulated, users.alibaba, {
    ...labels,
    did: (words) => narrator.user("alibaba", words),
  });
  const tencent = createTencentSide(emulated, users.tencent, {
    ...labels,
    did: (words) => narrator.user("tencent", words),
  });
  const sides = [alibaba, tencent] as const;
  const create = async (names: readonly [string, string], block: number, wish: boolean): Promise<[Actor, Actor]> => [
    { side: alibaba, network: await alibaba.createNetwork(names[0], `10.${block}.0.0/16`, wish) },
    { side: tencent, network: await tencent.createNetwork(names[1], `10.${block + 1}.0.0/16`, wish) },
  ];
  const createSubnets = async (actors: readonly Actor[], block: number) => {
    for (const [index, { side, network }] of actors.entries())
      await side.createSubnet(network, `10.${block + index}.1.0/24`);
  };

  narrator.chapter("A team on each cloud makes a network and tags it");
  const [payments, storefront] = await create(["payments", "storefront"], 1, true);
  const first = [payments, storefront];
  await stage.pass(10);
  for (const actor of first) await stage.expectCode(actor, "pending/waiting-for-subnet");
  await createSubnets(first, 1);
  await stage.pass(10);
  for (const actor of first) await stage.expectLinked(actor);

  narrator.chapter("The links become ready; every minute a pass looks again");
  await stage.untilMoored(first, 12);
  for (const actor of first) await stage.expectNamesResolve(actor);

  narrator.chapter("Other teams tag their networks later, and the events are lost");
  const [analytics, search] = await create(["analytics", "search"], 3, false);
  const second = [analytics, search];
  await createSubnets(second, 3);
  await stage.pass(10);
  for (const side of sides) {
    side.loseNextEvents(1);
    narrator.user(side.cloud, "(the event of the next call is lost: only the timer can notice)");
  }
  for (const { side, network } of second) await side.tag(network);
  await stage.untilMoored(second, 12);
  for (const actor of second) await stage.expectNamesResolve(actor);

  narrator.chapter("Somebody changes a record by hand; somebody turns a private resolution off");
  const changed = await alibaba.changeRecord(payments.network, "10.9.9.9");
  await stage.expectAnswer(payments, changed, ["10.9.9.9"]);
  const [silent = ""] = await stage.namesOf(storefront);
  await tencent.switchOff(storefront.network);
  await stage.expectAnswer(storefront, silent, []);
  await stage.pass(70);
  await stage.untilMoored(first, 4);
  for (const actor of first) await stage.expectNamesResolve(actor);

  narrator.chapter("A record is disabled, a zone unbound, a link made again with another address");
  await alibaba.disableRecord(analytics.network);
  await alibaba.unbindZone(payments.network);
  await tencent.remakeLink(search.network);
  await stage.pass(70);
  await stage.untilMoored([...first, ...second], 12);
  for (const actor of [...first, ...second]) await stage.expectNamesResolve(actor);

  narrator.chapter("At the end");
  return { result: await stage.result([payments, analytics, storefront, search]), label: labels.label };
}
