import { formatAddress, parseAddress, parseCidr } from "../cidr.ts";
import type { TencentSubnet } from "./state.ts";

/** Of a subnet's block the network's, the gateway's and the broadcast address belong to the service: two in front, one behind. */
const reservedInFront = 2;
const reserved = 3;

/** `TotalIpAddressCount`. */
export function usableAddresses({ cidr }: Pick<TencentSubnet, "cidr">): number {
  return Math.max(0, (parseCidr(cidr)?.size ?? 0) - reserved);
}

/** `AvailableIpAddressCount`. */
export function freeAddresses(subnet: TencentSubnet): number {
  return Math.max(0, usableAddresses(subnet) - subnet.takenAddresses.size);
}

/**
 * Takes the next free address after the last one handed out, round and round, so that a link made again gets another
 * one; `undefined` when none is left.
 * @param owner what takes it, e.g. `tcr:tcr-a1b2c3d4`
 */
export function takeAddress(subnet: TencentSubnet, owner: string): string | undefined {
  const block = parseCidr(subnet.cidr);
  const usable = usableAddresses(subnet);
  if (block === undefined || freeAddresses(subnet) === 0) return undefined;
  const first = block.first + reservedInFront;
  const last = subnet.lastAddress === null ? undefined : parseAddress(subnet.lastAddress);
  const start = last === undefined ? 0 : last - first + 1;
  for (let step = 0; step < usable; step += 1) {
    const address = formatAddress(first + ((start + step) % usable));
    if (subnet.takenAddresses.has(address)) continue;
    subnet.takenAddresses.set(address, owner);
    subnet.lastAddress = address;
    return address;
  }
  return undefined;
}

/** Gives back every address of the subnet that `owner` took. */
export function releaseAddress(subnet: TencentSubnet, owner: string): void {
  for (const [address, taker] of subnet.takenAddresses) if (taker === owner) subnet.takenAddresses.delete(address);
}
