import { expect, it } from "vitest";
import { isInside } from "../../../../shared/plan/link/address.ts";

it.each([
  ["172.17.4.0/24", "172.17.0.0/16", true],
  ["172.17.0.0/16", "172.17.0.0/16", true],
  ["172.18.0.0/24", "172.17.0.0/16", false],
  ["172.16.0.0/12", "172.17.0.0/16", false],
  ["200.200.200.200/32", "0.0.0.0/0", true],
  ["172.17.0.0", "172.17.0.0/16", false],
  ["172.17.256.0/24", "172.17.0.0/16", false],
  ["172.17.0.0/33", "172.17.0.0/16", false],
  ["fd00::/64", "172.17.0.0/16", false],
])("%s inside %s: %s", (inner, outer, expected) => {
  expect(isInside(inner, outer)).toBe(expected);
});
