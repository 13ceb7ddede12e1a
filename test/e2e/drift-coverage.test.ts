import { expect, it } from "vitest";
import { driftKinds } from "../../shared/plan/drift-kinds.ts";
import { alibabaRows, ownZoneRows as alibabaZoneRows } from "./drift-alibaba.ts";
import { tencentRows, ownZoneRows as tencentZoneRows } from "./drift-tencent.ts";

/** Nobody can bring it about with a call: tencent-drift.test.ts has the vendor say it, and has the ledger wrong. */
const without = ["drifted/switch-region (switch)"];

it("every kind of the table is brought about on the clouds that have it, and none that the table does not know", () => {
  const key = ({ code, mechanism }: { readonly code: string; readonly mechanism: string }) => `${code} (${mechanism})`;
  const tried = [...alibabaRows, ...alibabaZoneRows, ...tencentRows, ...tencentZoneRows].map(key);
  const known = driftKinds.map(key);
  expect([...new Set([...tried, ...without])].sort()).toEqual([...known].sort());
  // Zones that Mooring made, and whom a network asks, are of both clouds.
  const both = ["drifted/own-zone-missing (zone)", "drifted/forwarded (network)", "blocked/custom-resolvers (network)"];
  expect([...alibabaRows, ...alibabaZoneRows].map(key)).toEqual(expect.arrayContaining(both));
  expect([...tencentRows, ...tencentZoneRows].map(key)).toEqual(expect.arrayContaining(both));
});
