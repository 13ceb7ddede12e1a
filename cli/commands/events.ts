import type { AlibabaApiOptions } from "../deploy/alibaba/api.ts";
import { createAlibabaApi } from "../deploy/alibaba/api.ts";
import { whoAmI } from "../deploy/alibaba/caller.ts";
import { firstEvent, lookAtRule, lookAtSendingRole } from "../deploy/alibaba/events.ts";
import type { DeployedFunction } from "../deploy/alibaba/manifest.ts";
import { carryOut } from "../deploy/carry-out.ts";
import { exitCodes } from "../exit-code.ts";
import { Fault } from "../fault.ts";
import type { Terminal } from "../terminal.ts";

export interface EventsOptions {
  readonly cloud: string | undefined;
  readonly region: string | undefined;
  readonly yes: boolean;
  readonly json: boolean;
}

export interface EventsPorts extends Omit<AlibabaApiOptions, "region"> {
  readonly deployed: DeployedFunction;
  confirm(question: string): Promise<boolean>;
}

/** `mooring events install`: the rule that brings changes of networks to the function, made, recognised or mended. */
export async function eventsInstallCommand(
  terminal: Terminal,
  options: EventsOptions,
  ports: EventsPorts,
): Promise<number> {
  if (options.cloud === undefined) throw new Fault("say with --cloud alibaba whose events are to be installed");
  if (options.cloud !== "alibaba")
    throw new Fault(
      `this version installs the events of Alibaba Cloud alone, not of "${options.cloud}"; write --cloud alibaba`,
    );
  const { region } = options;
  if (region === undefined)
    throw new Fault(
      "say with --region (or MOORING_REGION) where the function runs: a rule reaches only functions of its own region",
    );
  const api = createAlibabaApi({ ...ports, region });
  const { account, arn } = await whoAmI(api);
  const lines: string[] = [];
  const say = (line: string) => {
    lines.push(line);
    if (!options.json) terminal.print(line);
  };
  say(`account ${account}, region ${region}, as ${arn}`);
  let changes = 0;
  for (const look of [() => lookAtSendingRole(api), () => lookAtRule(api, account, ports.deployed)]) {
    const proposal = await look();
    if (proposal.change !== null) changes++;
    const { yes } = options;
    await carryOut(proposal, { yes, dryRun: false, say, confirm: ports.confirm, agreed: new Set() });
  }
  say(firstEvent(ports.deployed.name, region));
  if (options.json) terminal.json({ ok: true, account, region, changes, lines });
  return changes === 0 ? exitCodes.nothing : exitCodes.changes;
}
