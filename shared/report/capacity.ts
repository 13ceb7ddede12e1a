import type { Capacity, Room } from "../model/capacity.ts";
import type { Instant } from "../model/known.ts";
import type { Notice } from "../model/plan.ts";
import { cell, type List, type Page, type Row, type Table } from "./page.ts";
import { paletteOf } from "./palette.ts";
import { noticeList } from "./sections.ts";
import { pageText } from "./text.ts";
import { counted, targetLine } from "./wording.ts";

/** Networks named one by one in a report; the rest is a number, and all of them are in the JSON. */
const mostNamed = 5;

/** What each registry can still take: a line each, and who comes next. */
export function capacityList(capacity: readonly Capacity[]): List {
  return {
    title: "capacity",
    items: capacity.map(({ registry, links, needed, waiting, unapproved, zones }) => {
      const parts = [
        links === null ? "how many links there are could not be read" : `${roomWords(links)} links used`,
        ...(needed === 0 ? [] : [`${needed} more wished for`]),
        ...(zones === null ? [] : [`${roomWords(zones)} private zones`]),
      ];
      return {
        mark: cell(registry, links === null ? "waiting" : "plain"),
        text: parts.join(", "),
        below: [...named("waiting, in this order", waiting), ...named("waiting for an approval", unapproved)],
      };
    }),
  };
}

function named(what: string, networks: readonly string[]): readonly string[] {
  if (networks.length === 0) return [];
  const rest = networks.length > mostNamed ? ` and ${networks.length - mostNamed} more` : "";
  return [`${what}: ${networks.slice(0, mostNamed).join(", ")}${rest}`];
}

export interface CapacityPage {
  readonly target: string;
  readonly at: Instant;
  /** Hash of the configuration. */
  readonly settings: string;
  readonly capacity: readonly Capacity[];
  readonly notices: readonly Notice[];
}

/** What each registry can still take, a table each, for a terminal. */
export function renderCapacityText(page: CapacityPage, { color = false }: { readonly color?: boolean } = {}): string {
  return pageText(capacityPage(page), paletteOf(color));
}

function capacityPage({ target, at, settings, capacity, notices }: CapacityPage): Page {
  const waiting = capacity.reduce((sum, one) => sum + one.waiting.length, 0);
  const unapproved = capacity.reduce((sum, one) => sum + one.unapproved.length, 0);
  const more = unapproved === 0 ? "" : `; ${waitWords(unapproved)} for an approval`;
  return {
    target: targetLine(target, []),
    headline:
      capacity.length === 0
        ? "no registry was looked at"
        : `${waiting === 0 ? "no network waits" : waitWords(waiting)} for a link${more}`,
    tables: capacity.map(capacityTable),
    lists: [...capacity.map(waitingList), ...capacity.map(unapprovedList), noticeList(notices)],
    footer: [`read at ${at}, configuration ${settings}; nothing was written`],
  };
}

function waitWords(networks: number): string {
  return `${counted(networks, "network")} ${networks === 1 ? "waits" : "wait"}`;
}

function capacityTable({ registry, links, needed, zones, subnets }: Capacity): Table {
  return {
    title: `registry ${registry}`,
    columns: ["what", "used", "wished for", "limit", "left", "limit according to"],
    rows: [
      roomRow("links", links, `${needed}`),
      roomRow("private zones of the account", zones, "-"),
      ...subnets.map(({ network, subnet, free }) =>
        row([`addresses of ${subnet} in ${network}`, "-", "-", "-", free === null ? "unknown" : `${free}`, "-"]),
      ),
    ],
  };
}

function roomRow(what: string, room: Room | null, needed: string): Row {
  if (room === null) return row([what, "unknown", needed, "unknown", "unknown", "-"]);
  const { used, limit, source } = room;
  return row([
    what,
    `${used}`,
    needed,
    limit === null ? "unknown" : `${limit}`,
    limit === null ? "unknown" : `${Math.max(0, limit - used)}`,
    sourceWords[source],
  ]);
}

function waitingList({ registry, waiting }: Capacity): List {
  return {
    title: `waiting for a link of registry ${registry}, in this order`,
    items: waiting.map((network, index) => ({ mark: cell(`${index + 1}`), text: network, below: [] })),
  };
}

/** They take no place, so there is no order among them. */
function unapprovedList({ registry, unapproved }: Capacity): List {
  return {
    title: `waiting for an approval at registry ${registry}`,
    items: unapproved.map((network) => ({ mark: cell("-"), text: network, below: [] })),
  };
}

function row(texts: readonly string[]): Row {
  return { cells: texts.map((text) => cell(text)), below: [] };
}

/** `8 of 10 (assumed)`; `8` where nobody says how many there may be. */
function roomWords({ used, limit, source }: Room): string {
  if (limit === null) return `${used} (limit unknown)`;
  return source === "vendor" ? `${used} of ${limit}` : `${used} of ${limit} (${source})`;
}

const sourceWords: Readonly<Record<Room["source"], string>> = {
  vendor: "the vendor",
  assumed: "what the vendor publishes",
  configured: "the configuration",
  unknown: "nobody",
};
