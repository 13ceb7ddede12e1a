import { describe, expect, it } from "vitest";
import type { Publishing } from "../../../../shared/model/estate.ts";
import { known, unknown } from "../../../../shared/model/known.ts";
import { guard } from "../../../../shared/plan/guard.ts";
import { accountsToAsk } from "../../../../shared/plan/name/account-needs.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  at,
  entryOf,
  estateOf,
  linkOf,
  minutesAgo,
  networkOf,
  publishedOf,
  recordOf,
  registryOf,
  type World,
  zoneOf,
} from "../estate-of.ts";

const publishing = (authorized: boolean | null, service: Publishing["service"] = "open") =>
  known({ service, vendorState: "OPENED", authorized }, at);
const unpublished: World = {
  publishing: publishing(false),
  ledger: [entryOf({ names: [publishedOf({ baseline: null })] })],
  links: [linkOf({ issue: { text: "NO_ROLE", notAuthorized: true } })],
  zones: [],
};

function planned(world: World, mode: "observe" | "attach" = "attach") {
  const estate = estateOf(world);
  const made = guard(plan(estate), estate, mode);
  const [finding] = made.findings;
  return { changes: made.changes.map(({ kind }) => kind), held: made.held, finding, notices: made.notices };
}

describe("the role with which a registry publishes names", () => {
  it("is made, in mode attach, where a name was never published for want of it", () => {
    const { changes, finding } = planned(unpublished);
    expect(changes).toEqual(["create-role"]);
    expect(finding).toMatchObject({ state: "blocked", code: "blocked/no-zone-role" });
  });

  it("is made where it is gone and the zones that it made answer still: the registry can change them no more", () => {
    const { changes, finding } = planned({ publishing: publishing(false) });
    expect(changes).toEqual(["create-role"]);
    expect(finding?.state).toBe("moored");
  });

  it("is made once an account, for however many networks", () => {
    const ids = ["vpc-1", "vpc-2"];
    const { changes } = planned({
      ...unpublished,
      networks: ids.map((id) => networkOf({ id })),
      links: ids.map((network) => linkOf({ network, issue: { text: "NO_ROLE", notAuthorized: true } })),
      ledger: ids.map((network) => entryOf({ network, names: [publishedOf({ baseline: null })] })),
    });
    expect(changes).toEqual(["create-role"]);
  });

  it("is told missing where nobody may make it, though its zones answer still", () => {
    const world = { publishing: publishing(false), registries: [registryOf({ createServiceLinkedRole: false })] };
    const { changes, finding, notices } = planned(world);
    expect([changes, finding?.state, notices.map(({ code }) => code)]).toEqual([
      [],
      "moored",
      ["blocked/no-zone-role"],
    ]);
    expect(planned({ ...world, ledger: [] }).notices).toEqual([]);
    expect(planned({ publishing: publishing(false) }).notices).toEqual([]);
    expect(planned({ ...world, publishing: publishing(true) }).notices).toEqual([]);
  });

  it("is not missed by a network whose names the provider answers without a zone", () => {
    const links = [linkOf({ providerResolved: true, issue: { text: "NO_ROLE", notAuthorized: true } })];
    const { changes, finding } = planned({ ...unpublished, links });
    expect([changes, finding?.code]).toEqual([[], "moored/attached"]);
  });

  it.each<[string, World, string]>([
    [
      "the configuration forbids it",
      { registries: [registryOf({ createServiceLinkedRole: false })] },
      "let Mooring make it (createServiceLinkedRole",
    ],
    ["nobody asked whether it is there", { publishing: unknown("not asked") }, "a pass that knows the account's roles"],
    ["another account misses it", { account: "3003" }, "missing in account 1001, whose owner must make it"],
    [
      "it was refused within the hour",
      {
        ledger: [
          entryOf({
            names: [publishedOf({ baseline: null })],
            failures: [
              {
                at: minutesAgo(59),
                change: "create-role alibaba 1001",
                failure: { kind: "denied", call: "ram:X", code: "NoPermission", message: "not you" },
              },
            ],
          }),
        ],
      },
      "NoPermission not you",
    ],
  ])("is not made where %s, and the finding says so", (_, world, words) => {
    const { changes, finding } = planned({ ...unpublished, ...world });
    expect(changes).toEqual([]);
    expect(finding).toMatchObject({ code: "blocked/no-zone-role" });
    expect(finding?.sentence).toContain(words);
  });

  it("of a link that is somebody else's is theirs", () => {
    const { changes } = planned({ ...unpublished, ledger: [] });
    expect(changes).toEqual([]);
  });

  it("is held by mode observe, and what is right stays right", () => {
    const { changes, held, finding } = planned({ publishing: publishing(false) }, "observe");
    expect([changes, held.map(({ code }) => code)]).toEqual([[], ["held/mode-observe"]]);
    expect(finding).toMatchObject({ state: "moored" });
  });
});

describe("whether names can be published", () => {
  const notAsked = unknown("this pass had no need to ask");
  const asked = (world: World) => [...accountsToAsk(estateOf({ publishing: notAsked, ...world }))];

  it("is asked before a zone is written, and before a role is said to be missing", () => {
    expect(asked({ zones: [zoneOf({ records: [recordOf({ value: "10.7.7.7" })] })] })).toEqual(["alibaba"]);
    expect(asked({ ...unpublished, publishing: notAsked })).toEqual(["alibaba"]);
  });

  it("is asked where a name has no zone, or nobody can say what answers it: the service may be closed", () => {
    const zones: World = { zones: [], registries: [registryOf({ optIn: [] })] };
    expect(planned({ ...zones, publishing: publishing(true) }).finding?.code).toBe("drifted/zone-missing");
    expect(asked(zones)).toEqual(["alibaba"]);
    const estate = estateOf({ publishing: notAsked });
    const unread = estate.registries.map((view) => ({
      ...view,
      resolutions: view.resolutions.map((one) => ({ ...one, resolution: unknown("refused") })),
    }));
    expect([...accountsToAsk({ ...estate, registries: unread })]).toEqual(["alibaba"]);
  });

  it("is not asked while nothing is to be written", () => {
    expect(asked({})).toEqual([]);
    expect(asked({ links: [], ledger: [] })).toEqual([]);
  });

  it.each<Publishing["service"]>(["closed", "in-debt"])("and the service is %s: nothing is made again", (service) => {
    for (const zones of [[], [zoneOf({ bindings: [] })], [zoneOf({ records: [] })]]) {
      const registries = [registryOf({ optIn: ["recreate-zone", "shared-zone"] })];
      const { changes, finding } = planned({ zones, registries, publishing: publishing(true, service) });
      expect([changes, finding?.code]).toEqual([
        [],
        service === "closed" ? "blocked/dns-closed" : "blocked/dns-in-debt",
      ]);
    }
  });
});
