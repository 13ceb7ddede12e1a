import type { AlibabaApiOptions } from "../deploy/alibaba/api.ts";
import { createAlibabaApi } from "../deploy/alibaba/api.ts";
import { whoAmI } from "../deploy/alibaba/caller.ts";
import { firstEvent, lookAtRule, lookAtSendingRole } from "../deploy/alibaba/events.ts";
import type { DeployedFunction } from "../deploy/alibaba/manifest.ts";
import { carryOut } from "../deploy/carry-out.ts";
import type { Look } from "../deploy/steps.ts";
import { createTencentApi, type TencentApiOptions } from "../deploy/tencent/api.ts";
import { whoAmI as whoAmIOnTencent } from "../deploy/tencent/caller.ts";
import { eventLooks, firstEvent as firstTencentEvent } from "../deploy/tencent/events.ts";
import { eventRegion, functionName } from "../deploy/tencent/variables.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { Terminal } from "../terminal.ts";

export interface EventsOptions {
  readonly cloud: string | undefined;
  readonly region: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
  /** Says what would be made, and makes nothing. */
  readonly dryRun?: boolean;
  /** Mode `observe`: nothing is made either, and that is said. */
  readonly observed?: boolean;
}

export interface EventsPorts extends Omit<AlibabaApiOptions, "region"> {
  readonly deployed: DeployedFunction;
  /** The key for Tencent Cloud; the other one is for Alibaba Cloud. */
  readonly tencent: TencentApiOptions["credentials"];
  confirm(question: string): Promise<boolean>;
}

/** What is to be looked at in one cloud, and for whom. */
interface Installation {
  readonly account: string;
  readonly arn: string;
  readonly region: string;
  readonly looks: readonly Look[];
  /** Told at the end. */
  readonly next: string;
}

/** `mooring events install`: the rules that bring changes of networks, links and zones to the function. */
export async function eventsInstallCommand(
  terminal: Terminal,
  options: EventsOptions,
  ports: EventsPorts,
): Promise<number> {
  const { yes, json, observed = false } = options;
  const dryRun = options.dryRun === true || observed;
  const { account, arn, region, looks, next } = await installation(options, ports);
  const lines: string[] = [];
  const say = (line: string) => {
    lines.push(line);
    if (!json) terminal.print(line);
  };
  say(`account ${account}, region ${region}, as ${arn}`);
  if (observed) say("MOORING_MODE says mode observe, which writes nothing: what would be made is only told");
  let changes = 0;
  for (const look of looks) {
    const proposal = await look();
    if (proposal.change !== null) changes++;
    await carryOut(proposal, { yes, dryRun, say, confirm: ports.confirm, agreed: new Set() });
  }
  say(next);
  if (json) terminal.json({ ok: true, account, region, changes, lines });
  return changes === 0 ? exitCodes.nothing : exitCodes.changes;
}

function installation({ cloud, region }: EventsOptions, ports: EventsPorts): Promise<Installation> {
  switch (cloud) {
    case "alibaba":
      return onAlibaba(region, ports);
    case "tencent":
      return onTencent(region ?? eventRegion, ports);
    case undefined:
      throw new Fault("say with --cloud alibaba or --cloud tencent whose events are to be installed");
    default:
      throw new Fault(`there is no cloud "${cloud}"; write --cloud alibaba or --cloud tencent`);
  }
}

async function onAlibaba(region: string | undefined, ports: EventsPorts): Promise<Installation> {
  const { deployed } = ports;
  if (region === undefined)
    throw new Fault(
      "say with --region (or MOORING_REGION) where the function runs: a rule reaches only functions of its own region",
    );
  const api = createAlibabaApi({ ...ports, region });
  const { account, arn } = await whoAmI(api);
  const looks = [() => lookAtSendingRole(api), () => lookAtRule(api, account, deployed)];
  return { account, arn, region, looks, next: firstEvent(deployed.name, region) };
}

async function onTencent(region: string, { endpoint, tencent, clock, random }: EventsPorts): Promise<Installation> {
  const api = createTencentApi({ region: eventRegion, endpoint, credentials: tencent, clock, random });
  const { account, arn } = await whoAmIOnTencent(api);
  const evented = { name: functionName, region, account };
  return { account, arn, region, looks: eventLooks(api, evented, clock.now), next: firstTencentEvent(evented) };
}
