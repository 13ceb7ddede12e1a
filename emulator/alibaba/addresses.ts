import { formatAddress, parseAddress, parseCidr } from "../cidr.ts";
import type { VSwitch } from "./state.ts";

/** The service keeps the first address of a vSwitch and its last three (VPC documentation, "vSwitch"). */
const reserved = 4;

/** `AvailableIpAddressCount`. */
export function freeAddresses(vswitch: VSwitch): number {
  const size = parseCidr(vswitch.cidr)?.size ?? 0;
  return Math.max(0, size - reserved - vswitch.takenAddresses.size);
}

/** Takes the next free address after the last one handed out, round and round; `undefined` when none is left. */
export function takeAddress(vswitch: VSwitch, owner: string): string | undefined {
  const block = parseCidr(vswitch.cidr);
  if (block === undefined || freeAddresses(vswitch) === 0) return undefined;
  const usable = block.size - reserved;
  const last = vswitch.lastAddress === null ? undefined : parseAddress(vswitch.lastAddress);
  const start = last === undefined ? 0 : last - block.first;
  for (let step = 0; step < usable; step += 1) {
    const address = formatAddress(block.first + 1 + ((start + step) % usable));
    if (vswitch.takenAddresses.has(address)) continue;
    vswitch.takenAddresses.set(address, owner);
    vswitch.lastAddress = address;
    return address;
  }
  return undefined;
}

export function giveBackAddress(vswitch: VSwitch, address: string): void {
  vswitch.takenAddresses.delete(address);
}
