import type { Estate, ListedRegion, RegionView } from "../../model/estate.ts";
import { unknown } from "../../model/known.ts";
import { losingRegistries, networksToReread, regionsToList } from "../../plan/leaving/leaving-needs.ts";
import { observedNetworks } from "../../plan/link/links.ts";
import { readDetachments } from "../../store/objects/detachments.ts";
import { readInventory } from "../../store/objects/inventory.ts";
import { cloudOf, type Running } from "../pass.ts";
import { attempt } from "./attempt.ts";

/**
 * The estate with what must be known before anything is taken away: what earlier passes saw of the lists, which detaches
 * were announced lately, every list to its end, and the few networks whose turn it is, read by their id. Nothing of it is
 * asked while no link leaves.
 */
export async function observeLeaving(running: Running, lists: Estate): Promise<Estate> {
  const { pass } = running;
  let estate: Estate = { ...lists, listed: [...running.listed.values()] };
  if (pass.mode === "observe") return estate;
  const losing = losingRegistries(estate).map(({ instance }) => instance);
  if (losing.length === 0) return estate;
  const instances = [...new Set(losing)].sort();
  const [inventory, detachments] = await Promise.all([
    attempt(pass.clock, async () => {
      const all = await Promise.all(instances.map((instance) => readInventory(pass.store, instance)));
      return all.filter((one) => one !== null);
    }),
    attempt(pass.clock, async () => {
      const all = await Promise.all(instances.map((instance) => readDetachments(pass.store, instance)));
      return all.flat();
    }),
  ]);
  estate = { ...estate, inventory, detachments };
  await Promise.all(regionsToList(estate, pass.mode).map((region) => listRegion(running, region)));
  estate = { ...estate, listed: [...running.listed.values()] };
  for (;;) {
    const wanted = networksToReread(estate, pass.mode);
    estate = await askWhoAsks(running, estate, wanted);
    const reread = await rereadNetworks(running, wanted);
    if (reread.length === 0) return estate;
    // One that turns out to wish again gives its turn to the next.
    estate = { ...estate, reread: [...estate.reread, ...reread] };
  }
}

/** Keeps how many networks a region has, for as long as the pass runs. */
export function keepListed(running: Running, listed: ListedRegion): void {
  running.listed.set(`${listed.cloud}/${listed.region}`, listed);
}

async function listRegion(running: Running, { cloud: name, region }: Omit<ListedRegion, "networks">): Promise<void> {
  const { pass, context } = running;
  const cloud = cloudOf(pass, name);
  const networks =
    cloud === null
      ? unknown(`this pass serves no ${name} registry`)
      : await attempt(pass.clock, async () => (await cloud.read.networks({ region, ids: null }, context)).length);
  keepListed(running, { cloud: name, region, networks });
}

/** A network that no list shows is believed to be gone only if it was one of the account that asks for it. */
async function askWhoAsks(
  { pass, context }: Running,
  estate: Estate,
  wanted: ReturnType<typeof networksToReread>,
): Promise<Estate> {
  const listed = new Set(observedNetworks(estate).map(({ id }) => id));
  const clouds = new Set(wanted.filter(({ network }) => !listed.has(network)).map(({ cloud }) => cloud));
  const accounts = await Promise.all(
    estate.accounts.map(async (view) => {
      const cloud = clouds.has(view.cloud) ? cloudOf(pass, view.cloud) : null;
      // Without a cause nobody asked yet.
      if (cloud === null || view.account.known || view.account.cause !== undefined) return view;
      return { ...view, account: await attempt(pass.clock, () => cloud.read.account(context)) };
    }),
  );
  return clouds.size === 0 ? estate : { ...estate, accounts };
}

async function rereadNetworks(
  { pass, context }: Running,
  wanted: ReturnType<typeof networksToReread>,
): Promise<readonly RegionView[]> {
  const byRegion = new Map<string, { readonly place: (typeof wanted)[number]; readonly ids: Set<string> }>();
  for (const place of wanted) {
    const key = `${place.cloud}/${place.region}`;
    const found = byRegion.get(key) ?? { place, ids: new Set<string>() };
    byRegion.set(key, { place, ids: found.ids.add(place.network) });
  }
  return Promise.all(
    [...byRegion.values()].map(async ({ place: { cloud: name, region }, ids: wantedIds }): Promise<RegionView> => {
      const ids = [...wantedIds].sort();
      const cloud = cloudOf(pass, name);
      const networks =
        cloud === null
          ? unknown(`this pass serves no ${name} registry`)
          : await attempt(pass.clock, () => cloud.read.networks({ region, ids }, context));
      return { cloud: name, region, ids, networks };
    }),
  );
}
