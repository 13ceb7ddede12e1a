import type { TencentProduct } from "../action.ts";
import { camScope, stsScope } from "./required/identity.ts";
import { ebScope, scfScope } from "./required/platform.ts";
import { privatednsScope } from "./required/privatedns.ts";
import { type Asked, type Right, type Scope, unscoped } from "./required/right.ts";
import { privateDnsOf, tcrScope } from "./required/tcr.ts";
import { vpcScope } from "./required/vpc.ts";

const scopes: Readonly<Record<TencentProduct, Scope>> = {
  tcr: tcrScope,
  privatedns: privatednsScope,
  vpc: vpcScope,
  tag: unscoped,
  sts: stsScope,
  cam: camScope,
  scf: scfScope,
  eb: ebScope,
  cloudaudit: unscoped,
};

/** What a caller must be allowed to do for this call, with its parameters. */
export function requiredRights(asked: Asked): readonly Right[] {
  const { product, name } = asked.action;
  const own = { action: `${product}:${name}`, resources: scopes[product](asked) };
  return product === "tcr" ? [own, ...privateDnsOf(asked)] : [own];
}
