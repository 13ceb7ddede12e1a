import { type Change, changeKey } from "../model/change.ts";
import type { Finding } from "../model/finding.ts";

/**
 * The order of writes: repairs of what runs before new links; at one name, what restores the right answer before what
 * takes a wrong one away, and records before bindings, so that no write opens a window with a wrong answer.
 */
const rank: Readonly<Record<Change["kind"], number>> = {
  "enable-record": 0,
  "create-record": 1,
  "correct-record": 2,
  "delete-record": 3,
  // A zone that refuses what it passed on before is bound only once it passes it on again.
  "set-fall-through": 4,
  "bind-zone": 5,
  "create-zone": 5,
  "delete-zone": 5,
  "create-role": 5,
  // Of two names, the one that answers wrongly is silenced before the other one is published.
  "switch-off": 6,
  "switch-on": 7,
  attach: 8,
  // What answers a name is silenced before its link goes.
  detach: 9,
};

export function byChange(a: Change, b: Change): number {
  return rank[a.kind] - rank[b.kind] || byText(changeKey(a), changeKey(b));
}

export function byFinding(a: Finding, b: Finding): number {
  return (
    byText(a.registry ?? "", b.registry ?? "") ||
    byText(a.cloud, b.cloud) ||
    byText(a.account, b.account) ||
    byText(a.region, b.region) ||
    byText(a.network, b.network) ||
    byText(a.code, b.code) ||
    byText(a.sentence, b.sentence)
  );
}

/** Code-unit order, the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
