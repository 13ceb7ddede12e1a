import { describe, expect, it } from "vitest";
import type { Change } from "../../../shared/model/change.ts";
import { type Mode, modes } from "../../../shared/model/settings.ts";
import { guard } from "../../../shared/plan/guard.ts";
import { plan } from "../../../shared/plan/plan.ts";
import { address, estateOf, names, recordOf, registryOf } from "./estate-of.ts";

const target = {
  registry: "prod",
  cloud: "alibaba",
  instance: "cri-prod",
  account: "1001",
  region: "cn-hangzhou",
  network: "vpc-1",
  part: "registry",
  because: "a test says so",
} as const;
const named = { ...target, name: names.registry, repoints: false };
const switched = { ...named, nameKind: "vpc", first: false, address } as const;
const zoned = { ...named, zone: "zone-1", zoneName: names.registry, revision: "r1" };
const want = { host: "@", type: "A", value: address, ttl: 60 };
const have = recordOf();

/** The weakest mode that may make each kind of change. */
const needing: { readonly [Kind in Change["kind"]]: readonly [Mode, Extract<Change, { kind: Kind }>] } = {
  attach: ["attach", { ...target, kind: "attach", subnet: "vsw-1", createServiceLinkedRole: true }],
  "create-role": ["attach", { ...target, kind: "create-role" }],
  "switch-on": ["attach", { ...switched, kind: "switch-on" }],
  "switch-off": ["attach", { ...switched, kind: "switch-off", switchRegion: "cn-hangzhou" }],
  "create-record": ["repair", { ...zoned, kind: "create-record", want }],
  "correct-record": ["repair", { ...zoned, kind: "correct-record", have, want }],
  "enable-record": ["repair", { ...zoned, kind: "enable-record", have }],
  "delete-record": ["repair", { ...zoned, kind: "delete-record", have }],
  "bind-zone": ["repair", { ...zoned, kind: "bind-zone", have: [], want: [] }],
  "set-fall-through": ["repair", { ...zoned, kind: "set-fall-through", have: true, want: false }],
  "create-zone": [
    "repair",
    { ...named, kind: "create-zone", nameKind: "vpc", zoneName: names.registry, fallsThrough: false, remark: "r" },
  ],
  "delete-zone": ["repair", { ...zoned, kind: "delete-zone", have: [] }],
  detach: ["full", { ...target, kind: "detach", subnet: "vsw-1", address }],
};

describe("the mode that a change needs", () => {
  it.each(Object.values(needing))("is %s or more for $kind, of the deployment and of the registry", (least, change) => {
    for (const mode of modes) {
      const through = (ceiling: Mode, own: Mode) => {
        const estate = estateOf({ registries: [registryOf({ mode: own })] });
        return guard({ ...plan(estate), changes: [change] }, estate, ceiling);
      };
      const isEnough = modes.indexOf(mode) >= modes.indexOf(least);
      for (const { changes, held } of [through(mode, "full"), through("full", mode)]) {
        expect(changes, mode).toEqual(isEnough ? [change] : []);
        expect(held, mode).toMatchObject(isEnough ? [] : [{ code: `held/mode-${mode}` }]);
      }
    }
  });
});
