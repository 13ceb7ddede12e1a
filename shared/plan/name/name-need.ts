import type { Part } from "../../model/link.ts";
import type { NameKind } from "../../model/name.ts";

/** One name in one network whose resolution a plan depends on. */
export interface NameNeed {
  readonly registry: string;
  readonly network: string;
  /** The network's. */
  readonly region: string;
  readonly part: Part;
  readonly name: string;
  readonly kind: NameKind;
  /** The link's. */
  readonly address: string;
  /** Nobody wants it any more: what was said of it while somebody did does not count. */
  readonly leaving?: true;
}
