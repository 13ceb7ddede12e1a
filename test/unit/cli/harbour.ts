import type { PassOptions } from "../../../cli/options.ts";
import type { Drivers } from "../../../cli/pass.ts";
import type { Terminal } from "../../../cli/terminal.ts";
import { handClock } from "../reconcile/hand-clock.ts";
import { account, region, scriptedCloud } from "../reconcile/scripted-cloud.ts";
import { createMemoryStore } from "../store/memory-store.ts";

/** Configuration of one registry of the scripted cloud. */
export const configuration = (more = "") => `version: 1
registries:
  prod:
    cloud: alibaba
    region: ${region}
    instance: cri-prod
    mode: full
    accept: { accounts: ["${account}"] }
    subnets: { reserve: 0 }
${more}`;

/** Commands in this process, beside a cloud in memory; what they say is kept. */
export async function commandHarbour(text = configuration()) {
  const cloud = scriptedCloud(handClock(Date.now()));
  const store = createMemoryStore();
  await store.write("config/mooring.yaml", text);
  const said = { printed: [] as string[], complained: [] as string[], documents: [] as unknown[] };
  const terminal: Terminal = {
    color: false,
    width: null,
    print: (line) => void said.printed.push(line),
    complain: (line) => void said.complained.push(line),
    json: (document) => void said.documents.push(document),
  };
  const drivers: Drivers = {
    openStore: () => store,
    openClouds: ({ mayWrite }) => [{ read: cloud.cloud, write: mayWrite ? cloud.cloud : null }],
  };
  const options: PassOptions = {
    endpoint: null,
    store: "folder:memory",
    config: null,
    deployment: "mooring",
    mode: "full",
    json: false,
    roles: {},
  };
  return { cloud, store, terminal, drivers, options, said };
}

export type CommandHarbour = Awaited<ReturnType<typeof commandHarbour>>;
