import type { AccountView, Estate } from "../../model/estate.ts";
import { zoneAccountsToAsk } from "../../plan/name/account-needs.ts";
import { cloudOf, type Running } from "../pass.ts";
import { attempt } from "./attempt.ts";
import type { Scope } from "./scope.ts";

/**
 * The estate with how many zones each account has, where that decides or tells anything. Every look that is to make one
 * counts anew: zones that this pass made are among them. Who asks what there still is, is told in any case.
 */
export async function askZoneAccounts({ pass, context }: Running, scope: Scope, estate: Estate): Promise<Estate> {
  const whole = scope.depth === "full" && scope.regions.every(({ ids }) => ids === null);
  const { trigger } = pass;
  const isAsked = trigger.kind === "command" && trigger.command === "capacity";
  const wanted = isAsked ? new Set(estate.accounts.map(({ cloud }) => cloud)) : zoneAccountsToAsk(estate, whole);
  if (wanted.size === 0) return estate;
  const accounts = await Promise.all(
    estate.accounts.map(async (account): Promise<AccountView> => {
      const cloud = wanted.has(account.cloud) ? cloudOf(pass, account.cloud) : null;
      if (cloud === null) return account;
      return { ...account, zones: await attempt(pass.clock, () => cloud.read.zoneAccount(context)) };
    }),
  );
  return { ...estate, accounts };
}
