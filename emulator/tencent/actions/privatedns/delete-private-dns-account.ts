import { accountField } from "./dns-account.ts";
import { errorsOf, refuse } from "./errors.ts";
import { privatednsAction } from "./privatedns-action.ts";

export const deletePrivateDnsAccount = privatednsAction({
  name: "DeletePrivateDNSAccount",
  access: "write",
  callsPerSecond: 20,
  parameters: { Account: accountField },
  errors: errorsOf("ResourceNotFound", "UnsupportedOperation.ExistBoundVpc"),
  run({ account, parameters }) {
    const uin = parameters.object("Account")?.string("Uin") ?? "";
    if (!account.dnsAccounts.has(uin)) refuse("ResourceNotFound");
    const bindings = [...account.zones.values()].flatMap((zone) => zone.bindings);
    if (bindings.some((binding) => binding.uin === uin)) refuse("UnsupportedOperation.ExistBoundVpc");
    account.dnsAccounts.delete(uin);
    return {};
  },
});
