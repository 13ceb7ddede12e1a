import { describe, expect, it } from "vitest";
import type { PastFailure } from "../../../../shared/model/ledger.ts";
import { byTurn } from "../../../../shared/plan/limits/turn.ts";
import { entryOf, estateOf, intentOf, minutesAgo, networkOf, registryOf, type World } from "../estate-of.ts";

const networks = ["old", "young"].map((id, index) =>
  networkOf({ id, createdAt: `2026-01-0${index + 1}T00:00:00.000Z` }),
);
const first = (ledger: World["ledger"] = []) =>
  networks.map(({ id }) => id).sort(byTurn(estateOf({ networks, links: [], ledger }), registryOf()))[0];

const refused = (minutes: number, kind: PastFailure["failure"]["kind"] = "invalid"): readonly PastFailure[] => [
  { at: minutesAgo(minutes), change: "attach x", failure: { kind, call: "cr:X", code: "No", message: "no" } },
];

describe("whose turn it is", () => {
  it("is the younger network's while it alone has one link already", () => {
    expect(first()).toBe("old");
    expect(first([entryOf({ network: "young" })])).toBe("young");
  });

  it("is not the younger one's whose entry only remembers what was asked for", () => {
    const asked = [{ at: minutesAgo(60), lost: false }];
    expect(first([intentOf(0, { network: "young", intentAt: null, asked })])).toBe("old");
  });

  it("is not that of a network that is not linked and was refused, however long ago the ledger remembers it", () => {
    expect(first([intentOf(0, { network: "old", intentAt: null, failures: refused(600) })])).toBe("young");
  });

  it("stays that of a network that was refused because the links are used up", () => {
    for (const minutes of [5, 600]) {
      const failures = refused(minutes, "exhausted");
      expect(first([intentOf(0, { network: "old", intentAt: null, failures })])).toBe("old");
      expect(first([entryOf({ network: "old", failures }), entryOf({ network: "young" })])).toBe("old");
    }
  });

  it("is that of a linked network again once its failed write is an hour ago", () => {
    const failed = (minutes: number) => [
      entryOf({ network: "old", failures: refused(minutes) }),
      entryOf({ network: "young" }),
    ];
    expect(first(failed(59))).toBe("young");
    expect(first(failed(60))).toBe("old");
  });
});
