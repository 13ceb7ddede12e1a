import { describe, expect, it } from "vitest";
import type { Quota } from "../../../../shared/model/estate.ts";
import { known } from "../../../../shared/model/known.ts";
import { givesLastPlace, scarceRegistries } from "../../../../shared/plan/limits/last-places.ts";
import { plan } from "../../../../shared/plan/plan.ts";
import {
  at,
  entryOf,
  estateOf,
  minutesAgo,
  networkOf,
  quotaOf,
  registryOf,
  subnetOf,
  type World,
} from "../estate-of.ts";

const scarce = (quota: Quota, more: { looked?: boolean } = {}) => {
  const estate = estateOf({ quota: known(quota, at), limits: { inTransition: 3 } });
  const registries = estate.registries.map((view) => ({ ...view, ...more }));
  return scarceRegistries({ ...estate, registries }).map(({ alias }) => alias);
};

describe("places of a registry", () => {
  it("are scarce from as many on as there may be links in transition", () => {
    expect([1, 2, 3].map((left) => scarce(quotaOf(10, 10 - left)))).toEqual([["prod"], ["prod"], ["prod"]]);
    expect(scarce(quotaOf(10, 6))).toEqual([]);
  });

  it("are scarce for an hour after a refusal for the quota, whichever deployment met it", () => {
    const failure = { kind: "exhausted", call: "cr:X", code: "Full", message: "no" } as const;
    const scarceAfter = (minutes: number, deployment: string) => {
      const failures = [{ at: minutesAgo(minutes), change: "attach x", failure }];
      return scarceRegistries(estateOf({ ledger: [entryOf({ deployment, failures })] })).length;
    };
    for (const deployment of ["mooring", "other"])
      expect([scarceAfter(59, deployment), scarceAfter(60, deployment)]).toEqual([1, 0]);
  });

  it("are no matter of a pass that does not look at it", () => {
    expect(scarce(quotaOf(10, 9), { looked: false })).toEqual([]);
  });
});

describe("a place that is free while somebody waits for one", () => {
  const networks = [networkOf(), networkOf({ id: "vpc-2", tags: {} })];
  const world: World = { networks, subnets: networks.map(({ id }) => subnetOf({ network: id })) };
  const wanting = estateOf({ networks: [networkOf({ id: "vpc-9" })], links: [], quota: known(quotaOf(0, 0), at) });
  const said = plan(wanting).findings.map((finding) => ({ ...finding, code: "held/quota" }));
  const gives = (differs: World) => {
    const estate = estateOf({ ...world, ...differs });
    const [registry = registryOf()] = estate.settings.registries;
    return givesLastPlace(estate, plan(estate), registry, said);
  };

  it("could be given, unless there is none or the registry only observes", () => {
    expect(gives({ quota: known(quotaOf(2, 1), at) })).toBe(true);
    expect(gives({ quota: known(quotaOf(1, 1), at) })).toBe(false);
    expect(gives({ quota: known(quotaOf(2, 1), at), registries: [registryOf({ mode: "observe" })] })).toBe(false);
  });
});
