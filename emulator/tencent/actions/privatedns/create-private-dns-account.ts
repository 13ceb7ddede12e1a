import { accountField } from "./dns-account.ts";
import { errorsOf, refuse } from "./errors.ts";
import { privatednsAction } from "./privatedns-action.ts";

export const createPrivateDnsAccount = privatednsAction({
  name: "CreatePrivateDNSAccount",
  access: "write",
  callsPerSecond: 10,
  parameters: { Account: accountField },
  errors: errorsOf("InvalidParameter"),
  run({ account, state, parameters }) {
    const uin = parameters.object("Account")?.string("Uin") ?? "";
    if (uin === account.uin || !state.accounts.has(uin)) refuse("InvalidParameter");
    account.dnsAccounts.add(uin);
    return {};
  },
});
