import { parseDocument } from "yaml";
import { mistakes } from "../deploy/check.ts";
import { worldSettingsWith } from "../world-settings.ts";
import { worldSchema } from "./schema.ts";
import type { WorldAccount, WorldSeed } from "./seed.ts";
import { tencentMistakes } from "./tencent/references.ts";

/**
 * Reads a world file, YAML or JSON; throws one error that names every mistake with the path of its key. Beyond the form
 * it checks what one part says of another: no id twice, links of networks that exist, settings that exist.
 */
export function readWorld(text: string): WorldSeed {
  const document = parseDocument(text);
  const [wrong] = document.errors;
  if (wrong !== undefined) throw worldError([wrong.message]);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const found = mistakes(worldSchema, value, "world");
  if (found.length > 0) throw worldError(found);
  // The schema holds exactly what the type says.
  const seed = value as WorldSeed;
  const more = [...settingMistakes(seed), ...repeatedIds(seed), ...seed.accounts.flatMap(referenceMistakes)];
  if (more.length > 0) throw worldError(more);
  return seed;
}

function worldError(found: readonly string[]): Error {
  return new Error(`the world file cannot be used:\n${found.map((one) => `- ${one}`).join("\n")}`);
}

function settingMistakes({ settings = {} }: WorldSeed): readonly string[] {
  return Object.entries(settings).flatMap(([name, value]) => {
    try {
      worldSettingsWith({ [name]: value });
      return [];
    } catch (error) {
      return [`world.settings.${name}: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
}

/** Ids mean one thing in the whole of a cloud. */
function repeatedIds({ accounts }: WorldSeed): readonly string[] {
  const seen = new Map<string, string>();
  const found: string[] = [];
  accounts.forEach((account, index) => {
    const path = `world.accounts[${index}]`;
    const note = (kind: string, id: string, where: string) => {
      const key = `${account.cloud} ${kind} ${id}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, `${path}${where}`);
      else found.push(`${path}${where}: ${kind} ${id} is at ${before} already`);
    };
    note("account", account.id, ".id");
    if (account.cloud === "alibaba")
      account.users?.forEach((user, at) => {
        note("key", user.accessKeyId, `.users[${at}].accessKeyId`);
      });
    else
      account.users?.forEach((user, at) => {
        note("key", user.secretId, `.users[${at}].secretId`);
      });
    account.registries?.forEach((registry, at) => {
      note("registry", registry.id, `.registries[${at}].id`);
    });
    account.networks?.forEach((network, at) => {
      note("network", network.id, `.networks[${at}].id`);
      network.subnets?.forEach((subnet, place) => {
        note("subnet", subnet.id, `.networks[${at}].subnets[${place}].id`);
      });
    });
    account.zones?.forEach((zone, at) => {
      note("zone", zone.id, `.zones[${at}].id`);
    });
    account.buckets?.forEach((bucket, at) => {
      note("bucket", bucket.name, `.buckets[${at}].name`);
    });
  });
  return found;
}

function referenceMistakes(account: WorldAccount, index: number, all: readonly WorldAccount[]): readonly string[] {
  const path = `world.accounts[${index}]`;
  // A link of Tencent Cloud is of the account's own networks; Alibaba Cloud's may be of a shared one.
  const near = account.cloud === "tencent" ? [account] : all.filter(({ cloud }) => cloud === account.cloud);
  const networks = new Map(near.flatMap((one) => one.networks ?? []).map((network) => [network.id, network]));
  const links = (account.registries ?? []).flatMap(({ links: own = [] }, registry) =>
    own.map((link: { readonly network: string; readonly subnet: string }, at) => ({
      link,
      at: `${path}.registries[${registry}].links[${at}]`,
    })),
  );
  const unlinked = links.flatMap(({ link, at }) => {
    const network = networks.get(link.network);
    if (network === undefined) return [`${at}.network: there is no network ${link.network}`];
    const known = network.subnets?.some(({ id }) => id === link.subnet) === true;
    return known ? [] : [`${at}.subnet: ${link.network} has no subnet ${link.subnet}`];
  });
  const objects = (account.buckets ?? []).flatMap(({ objects: own = {} }, bucket) =>
    Object.entries(own)
      .filter(([, one]) => typeof one === "object" && (one.text === undefined) === (one.base64 === undefined))
      .map(([key]) => `${path}.buckets[${bucket}].objects.${key} needs text or base64, one of them`),
  );
  return [...unlinked, ...objects, ...(account.cloud === "tencent" ? tencentMistakes(account, path) : [])];
}
