import type { TencentSubnet } from "../../state.ts";

/** An address of a subnet that something holds. */
export interface TakenAddress {
  readonly address: string;
  /** The id of what holds it, such as `tcr-a1b2c3d4`. */
  readonly owner: string;
  readonly subnet: TencentSubnet;
  /** None of its own. */
  readonly tags: ReadonlyMap<string, string>;
}

export function takenAddressesOf(subnets: readonly TencentSubnet[]): readonly TakenAddress[] {
  return subnets.flatMap((subnet) =>
    [...subnet.takenAddresses].map(([address, owner]) => ({
      address,
      owner: owner.replace(/^[a-z]+:/, ""),
      subnet,
      tags: new Map(),
    })),
  );
}
