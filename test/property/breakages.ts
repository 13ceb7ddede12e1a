import { driftKinds, type Mechanism } from "../../shared/plan/name/drift-kinds.ts";
import { type AlibabaDrift, alibabaRows, ownZoneRows as alibabaZoneRows } from "../e2e/drift-alibaba.ts";
import { type TencentDrift, tencentRows, ownZoneRows as tencentZoneRows } from "../e2e/drift-tencent.ts";
import { names } from "../e2e/stage.ts";
import { defaultName, vpcName } from "../e2e/tencent-direct-stage.ts";
import type { Estate, EstatePlan, Member } from "./drifting-estate.ts";

/**
 * Who puts it right: Mooring whatever else was done; Mooring if nothing else was done to the network, because together
 * with something else nobody can tell any more whose a zone is; or its owner, after a finding said so.
 */
export type Mender = "mooring" | "mooring-alone" | "owner";

/** What somebody did, and how its owner takes it back. */
export interface Harm {
  /** Networks that came to be harmed beside the one that it was aimed at. */
  readonly also?: readonly string[];
  readonly takeBack?: () => Promise<unknown>;
}

/** Where somebody strikes. */
interface Aim {
  readonly estate: Estate;
  readonly member: Member;
  readonly name: string;
}

/** One thing that somebody does through the vendor's own interface. */
export interface Breakage {
  readonly cloud: Member["cloud"];
  /** As a sentence goes on. */
  readonly did: string;
  /** Which names it can be done to: those that the vendor publishes, or the user's own. */
  readonly names: "vendor" | "own";
  /** Where it can be done; everywhere, when left out. */
  on?(plan: EstatePlan): boolean;
  mender(plan: EstatePlan): Mender;
  /** Throws where it cannot be done as things are. */
  harm(aim: Aim): Promise<Harm>;
}

/** Another writer's address. */
const wrong = "10.9.9.9";

const layoutOf = ({ values }: EstatePlan) => values["zoneLayout"] ?? "zone-per-name";

/** The stage as if the network and the name aimed at were the ones that it harms. */
function alibabaView({ estate, member, name }: Aim): AlibabaDrift {
  const drift = estate.alibaba;
  const view: AlibabaDrift = {
    ...drift,
    hurt: member.id,
    name,
    layout: member.names.indexOf(name) > 0 && name !== names.chart ? "zone-per-name" : layoutOf(estate.plan),
    placeOf: (network = member.id, asked = name) => drift.placeOf(network, asked),
    async wanted(network) {
      const all = await drift.wanted(network);
      return network === member.id ? [...all].sort((a, b) => Number(b.name === name) - Number(a.name === name)) : all;
    },
  };
  return view;
}

function tencentView({ estate, member, name }: Aim): TencentDrift {
  const drift = estate.tencent;
  const { turn, linkOf } = drift.stage;
  return {
    ...drift,
    stage: {
      ...drift.stage,
      turn: (network, to, more = {}) => turn(network, to, { name, ...more }),
    },
    hurt: member.id,
    name,
    placeOf: (asked = name, network = member.id) => drift.placeOf(asked, network),
    async wanted(network) {
      const { AccessIp: address = "" } = await linkOf(network);
      return [name, ...member.names].map((one) => ({ name: one, address }));
    },
  };
}

function menderOf(code: string, mechanism: Mechanism, first: string | undefined) {
  const kind = driftKinds.find((one) => one.code === code && one.mechanism === mechanism);
  if (kind === undefined) throw new Error(`the table has no kind ${code} (${mechanism})`);
  return ({ optIn, createServiceLinkedRole }: EstatePlan): Mender => {
    switch (kind.mark) {
      case "report":
        return "owner";
      case "repair":
        return first === undefined ? "mooring" : "mooring-alone";
      case "opt-in": {
        const option = kind.optIn;
        const allowed = option === "createServiceLinkedRole" ? createServiceLinkedRole : optIn.includes(option);
        return allowed ? "mooring-alone" : "owner";
      }
    }
  };
}

type AlibabaRow = (typeof alibabaRows)[number];
type TencentRow = (typeof tencentRows)[number];

/** Rows that need networks of their own are told in other words below. */
const notHere = ["drifted/orphan-zone", "blocked/no-zone-role"];

function fromAlibabaRow(row: AlibabaRow, of: Breakage["names"]): Breakage {
  const { on } = row;
  return {
    cloud: "alibaba",
    did: row.did,
    names: of,
    on: ({ values }) => on?.(of === "own" ? { ...values, zoneLayout: "zone-per-name" } : values) !== false,
    // Where the provider publishes in zones of its own, nobody else can move a name to the link's new address.
    mender: (plan) =>
      row.code === "drifted/stale-address" && layoutOf(plan) === "product-zone"
        ? "owner"
        : menderOf(row.code, row.mechanism, row.first)(plan),
    async harm(aim) {
      const view = alibabaView(aim);
      const another = await row.harm(view);
      const network = typeof another === "string" ? another : aim.member.id;
      if (typeof another === "string") aim.estate.join("alibaba", another);
      // The provider's own zone may be another one by then: a ticket tells (owners.ts).
      const mend = row.code === "drifted/product-zone" ? undefined : row.mend;
      return { also: [network], ...(mend === undefined ? {} : { takeBack: () => mend(view, network) }) };
    },
  };
}

function fromTencentRow(row: TencentRow, of: Breakage["names"]): Breakage {
  const { on } = row;
  return {
    cloud: "tencent",
    did: row.did,
    names: of,
    on: ({ values }) => on?.(values) !== false,
    mender: menderOf(row.code, row.mechanism, row.first),
    async harm(aim) {
      const view = tencentView(aim);
      const another = await row.harm(view);
      const network = typeof another === "string" ? another : aim.member.id;
      if (typeof another === "string") aim.estate.join("tencent", another);
      const { mend } = row;
      return { also: [network], ...(mend === undefined ? {} : { takeBack: () => mend(view, network) }) };
    },
  };
}

/** Kinds of the vendor's zones alone. */
const vendors = ["blocked/zone-conflict", "drifted/zone-missing", ...notHere];

/** Another network of the same cloud, whose place in the list comes after. */
function neighbourOf({ estate, member }: Aim): Member {
  const all = estate.members.filter(({ cloud }) => cloud === member.cloud);
  const next = all[(all.indexOf(member) + 1) % all.length];
  if (next === undefined || next === member) throw new Error("there is no other network");
  return next;
}

const alibabaBreakages: readonly Breakage[] = [
  ...alibabaRows.filter(({ code }) => !notHere.includes(code)).map((row) => fromAlibabaRow(row, "vendor")),
  ...alibabaRows.filter(({ code }) => !vendors.includes(code)).map((row) => fromAlibabaRow(row, "own")),
  ...alibabaZoneRows.map((row) => fromAlibabaRow(row, "own")),
  {
    cloud: "alibaba",
    did: "made the link anew",
    names: "vendor",
    mender: () => "mooring-alone",
    async harm({ estate, member }) {
      await estate.alibaba.relink(member.id);
      return {};
    },
  },
  {
    cloud: "alibaba",
    did: "deleted the link",
    names: "vendor",
    mender: () => "mooring-alone",
    async harm({ estate, member }) {
      await estate.alibaba.unlink(member.id);
      return {};
    },
  },
  {
    cloud: "alibaba",
    did: "took the registry's role away",
    names: "vendor",
    mender: () => "mooring-alone",
    async harm({ estate }) {
      const { roles } = estate.alibaba.account;
      const kept = [...roles];
      if (kept.length === 0) throw new Error("it is gone already");
      roles.clear();
      return {
        also: estate.members.flatMap(({ cloud, id }) => (cloud === "alibaba" ? [id] : [])),
        takeBack: async () => {
          for (const [key, role] of kept) if (!roles.has(key)) roles.set(key, role);
        },
      };
    },
  },
  ...(["vendor", "own"] as const).flatMap((of): readonly Breakage[] => [
    {
      cloud: "alibaba",
      did: "bound the zone to a stranger's network as well",
      names: of,
      on: (plan) => of === "own" || layoutOf(plan) !== "product-zone",
      mender: () => "owner",
      async harm(aim) {
        const view = alibabaView(aim);
        const { zone } = await view.placeOf();
        await view.bind(zone, view.hurt, view.stranger);
        return { also: [view.stranger], takeBack: () => view.bind(zone, view.hurt) };
      },
    },
    {
      cloud: "alibaba",
      did: "bound another network's zone in the place of its own",
      names: of,
      on: (plan) => of === "own" || layoutOf(plan) !== "product-zone",
      mender: () => "owner",
      async harm(aim) {
        const view = alibabaView(aim);
        const other = neighbourOf(aim);
        const [mine, theirs] = [await view.placeOf(), await view.placeOf(other.id)];
        await view.bind(mine.zone);
        await view.bind(theirs.zone, other.id, view.hurt);
        return {
          also: [other.id],
          takeBack: () => view.bind(theirs.zone, other.id),
        };
      },
    },
    {
      cloud: "alibaba",
      did: "put a zone of the same name in the place of ours that answers rightly",
      names: of,
      on: (plan) => of === "own" || !["product-zone", "parent-zone"].includes(String(layoutOf(plan))),
      mender: () => "mooring-alone",
      async harm(aim) {
        const view = alibabaView(aim);
        const [wanted] = await view.wanted(view.hurt);
        if (wanted === undefined) throw new Error("there is no link");
        await view.bind((await view.placeOf()).zone);
        const zone = await view.makeZone(aim.name, wanted.address, view.hurt);
        return { takeBack: () => view.deleteZone(zone) };
      },
    },
    {
      cloud: "alibaba",
      did: "added values of every type beside the right one",
      names: of,
      on: (plan) => of === "own" || layoutOf(plan) !== "product-zone",
      mender: () => "mooring",
      async harm(aim) {
        const view = alibabaView(aim);
        const { zone: ZoneId, rr: Rr } = await view.placeOf();
        await view.call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "A", Value: wrong });
        await view.call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "AAAA", Value: "fd00::9" });
        await view.call("pvtz", "AddZoneRecord", { ZoneId, Rr, Type: "TXT", Value: "left alone" });
        return {};
      },
    },
  ]),
  {
    cloud: "alibaba",
    did: "released the network and deleted its link, and its zone stayed",
    names: "vendor",
    mender: () => "owner",
    async harm(aim) {
      const view = alibabaView(aim);
      const { world } = view.stage;
      const { unlinkedZone } = world.settings;
      const zones = aim.estate.watch.zones().filter(({ by, madeFor }) => by === "vendor" && madeFor === view.hurt);
      world.set({ unlinkedZone: "left" });
      try {
        await view.unlink(view.hurt);
      } finally {
        world.set({ unlinkedZone });
      }
      await view.tag(view.hurt, null);
      aim.member.wishes = false;
      return {
        async takeBack() {
          for (const { id } of zones) if (view.account.zones.has(id)) await view.deleteZone(id);
        },
      };
    },
  },
];

const write = (more: Readonly<Record<string, unknown>>) => async (aim: Aim) => {
  const view = tencentView(aim);
  const { zone: ZoneId, record: RecordId, host: SubDomain } = await view.placeOf();
  await view.user.privatedns.ModifyPrivateZoneRecord({
    ...{ ZoneId, RecordId, SubDomain, RecordType: "A", RecordValue: wrong },
    ...more,
  });
};

const tencentBreakages: readonly Breakage[] = [
  ...tencentRows.filter(({ code }) => code !== "drifted/switch-orphan").map((row) => fromTencentRow(row, "vendor")),
  ...tencentZoneRows.map((row) => fromTencentRow(row, "own")),
  {
    cloud: "tencent",
    did: "made the link anew and published its name by hand",
    names: "vendor",
    mender: () => "mooring-alone",
    async harm(aim) {
      const view = tencentView(aim);
      const { stage, hurt } = view;
      const { SubnetId = "", AccessIp: address = "" } = await stage.linkOf(hurt);
      aim.estate.untold.add(hurt);
      await view.unlink(hurt);
      await stage.link(hurt, SubnetId);
      await stage.turn(hurt, "off", { address });
      await stage.turn(hurt, "on");
      return {};
    },
  },
  {
    cloud: "tencent",
    did: "turned the names off, then made the link anew",
    names: "vendor",
    mender: () => "mooring-alone",
    async harm(aim) {
      const view = tencentView(aim);
      const { stage, hurt } = view;
      const { SubnetId = "" } = await stage.linkOf(hurt);
      for (const name of [vpcName, defaultName]) await stage.turn(hurt, "off", { name });
      await stage.unlink(hurt);
      await stage.link(hurt, SubnetId);
      return {};
    },
  },
  {
    cloud: "tencent",
    did: "turned the private resolution off and on",
    names: "vendor",
    mender: () => "mooring",
    async harm(aim) {
      const { stage, hurt } = tencentView(aim);
      await stage.turn(hurt, "off");
      await stage.turn(hurt, "on");
      return {};
    },
  },
  {
    cloud: "tencent",
    did: "deleted the link",
    names: "vendor",
    mender: () => "mooring-alone",
    async harm(aim) {
      await aim.estate.tencent.unlink(aim.member.id);
      return {};
    },
  },
  {
    cloud: "tencent",
    did: "bound a zone of the name itself that answers rightly",
    names: "vendor",
    on: ({ values }) => values["managedZoneVisibility"] !== "visible" || values["tcrZoneLayout"] === "shared",
    mender: () => "mooring-alone",
    async harm(aim) {
      const view = tencentView(aim);
      const [wanted] = await view.wanted(view.hurt);
      const zone = await view.makeZone(aim.name, wanted?.address ?? "", view.hurt);
      return { takeBack: () => view.deleteZone(zone) };
    },
  },
  {
    cloud: "tencent",
    did: "bound the switch's zone to a stranger's network as well",
    names: "vendor",
    on: ({ values }) => values["managedZoneVisibility"] === "visible",
    mender: () => "mooring",
    async harm(aim) {
      const view = tencentView(aim);
      const { zone } = await view.placeOf();
      await view.bind(zone, view.hurt, view.stranger);
      return { also: [view.stranger], takeBack: () => view.bind(zone, view.hurt) };
    },
  },
  {
    cloud: "tencent",
    did: "bound the zone to a stranger's network as well",
    names: "own",
    mender: () => "owner",
    async harm(aim) {
      const view = tencentView(aim);
      const { zone } = await view.placeOf();
      await view.bind(zone, view.hurt, view.stranger);
      return { also: [view.stranger], takeBack: () => view.bind(zone, view.hurt) };
    },
  },
  {
    cloud: "tencent",
    did: "bound another network's zone in the place of its own",
    names: "own",
    mender: () => "owner",
    async harm(aim) {
      const view = tencentView(aim);
      const other = neighbourOf(aim);
      const [mine, theirs] = [await view.placeOf(), await view.placeOf(aim.name, other.id)];
      await view.bind(mine.zone);
      await view.bind(theirs.zone, other.id, view.hurt);
      return { also: [other.id], takeBack: () => view.bind(theirs.zone, other.id) };
    },
  },
  {
    cloud: "tencent",
    did: "put a zone in the place of ours that answers this name rightly, and no other",
    names: "own",
    mender: ({ domains }) => (domains.length > 1 ? "owner" : "mooring-alone"),
    async harm(aim) {
      const view = tencentView(aim);
      const { zone, zoneName, host: SubDomain } = await view.placeOf();
      const [wanted] = await view.wanted(view.hurt);
      await view.bind(zone);
      const { ZoneId = "" } = await view.user.privatedns.CreatePrivateZone({ Domain: zoneName });
      const record = { ZoneId, SubDomain, RecordType: "A", RecordValue: wanted?.address ?? "" };
      await view.user.privatedns.CreatePrivateZoneRecord(record);
      await view.bind(ZoneId, view.hurt);
      return { takeBack: () => view.deleteZone(ZoneId) };
    },
  },
  {
    cloud: "tencent",
    did: "paused the record and gave it another value",
    names: "own",
    mender: () => "mooring",
    async harm(aim) {
      const view = tencentView(aim);
      const { zone: ZoneId, record } = await view.placeOf();
      await write({})(aim);
      const paused = { ZoneId, RecordIds: [Number(record)], Status: "disabled" };
      await view.user.privatedns.ModifyRecordsStatus(paused);
      return {};
    },
  },
  {
    cloud: "tencent",
    did: "added a record of his own to the zone",
    names: "own",
    mender: () => "mooring",
    async harm(aim) {
      const view = tencentView(aim);
      await view.addRecord((await view.placeOf()).zone, "10.0.0.77");
      return {};
    },
  },
  {
    cloud: "tencent",
    did: "released the network and deleted its link, its private resolution still on",
    names: "vendor",
    mender: () => "owner",
    async harm(aim) {
      await aim.estate.tencent.unlink(aim.member.id);
      await aim.estate.tencent.tag(aim.member.id, "off");
      aim.member.wishes = false;
      return {};
    },
  },
];

export const breakages: readonly Breakage[] = [...alibabaBreakages, ...tencentBreakages];
