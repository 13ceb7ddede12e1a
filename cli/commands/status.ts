import { type LoadedConfiguration, loadConfiguration } from "../../shared/config/load.ts";
import { type Finding, type State, states } from "../../shared/model/finding.ts";
import { withIntents } from "../../shared/model/intents.ts";
import { elapsed, type Instant, instant } from "../../shared/model/known.ts";
import type { LedgerEntry } from "../../shared/model/ledger.ts";
import type { Part } from "../../shared/model/link.ts";
import { lowerMode, type Mode, type RegistrySettings, type Settings } from "../../shared/model/settings.ts";
import { isLive } from "../../shared/plan/link/ownership.ts";
import { oneLine } from "../../shared/report/one-line.ts";
import { readLedger } from "../../shared/store/objects/ledger.ts";
import { endingWords, type ListedPause, listPauses } from "../../shared/store/objects/pause.ts";
import { readLatest } from "../../shared/store/objects/reports.ts";
import { readWatermark } from "../../shared/store/objects/watermark.ts";
import type { Store } from "../../shared/store/port.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { PassOptions } from "../options.ts";
import { type Drivers, readSettings } from "../pass.ts";
import { keptElsewhere, sayElsewhere } from "../store-cloud.ts";
import type { Terminal } from "../terminal.ts";
import { worldClock } from "../world-clock.ts";

/** A moment and how long ago it was. */
interface Since {
  readonly at: Instant;
  readonly ageMs: number;
}

/** An attach that was asked for and may still be on its way, as a pass judges it. */
interface IntentInFlight extends Since {
  readonly network: string;
  readonly part: Part;
  readonly pass: string | null;
  /** The vendor took the call. */
  readonly attached: boolean;
}

/** What the store says of one registry. */
interface RegistryStatus {
  readonly registry: string;
  readonly instance: string;
  /** The lower of the registry's and the deployment's. */
  readonly mode: Mode;
  readonly paused: boolean;
  readonly lastPass:
    | (Since & { readonly pass: string; readonly settings: string; readonly states: Partial<Record<State, number>> })
    | null;
  readonly watermark: Since | null;
  readonly inFlight: readonly IntentInFlight[];
}

/** `mooring status`: what is paused, the modes, the last passes, the watermarks and what is in flight; from the store alone. */
export async function statusCommand(drivers: Drivers, terminal: Terminal, options: PassOptions): Promise<number> {
  const store = drivers.openStore(options.store, options.endpoint);
  const now = instant((await worldClock(options.endpoint)).now());
  const configuration: LoadedConfiguration =
    options.config === null
      ? await loadConfiguration(store)
      : { found: true, valid: true, settings: await readSettings(options.config), text: "" };
  const settings = configuration.found ? configuration.settings : null;
  const [pauses, { entries, intents }] = await Promise.all([listPauses(store), readLedger(store)]);
  const ledger = withIntents(entries, intents);
  const elsewhere = keptElsewhere(settings, store.location);
  const said = sayElsewhere(elsewhere, store.location);
  if (said !== null) terminal.complain(`mooring: left out: ${said}`);
  const seen = await Promise.all(
    (settings?.registries.filter((registry) => !elsewhere.includes(registry)) ?? []).map(async (registry) => {
      const [latest, watermark] = await Promise.all([
        readLatest(store, registry.alias),
        readWatermark(store, registry.alias),
      ]);
      const findings = latest?.findings ?? [];
      const own = findings.filter((finding) => finding.registry === registry.alias);
      const status: RegistryStatus = {
        registry: registry.alias,
        instance: registry.instance,
        mode: lowerMode(registry.mode, options.mode),
        paused: pauses.some((paused) => paused.registry === null || paused.registry === registry.alias),
        lastPass:
          latest === null
            ? null
            : { pass: latest.pass, ...since(latest.at, now), settings: latest.settings, states: countStates(own) },
        watermark: watermark === null ? null : since(watermark.through, now),
        inFlight: inFlight(ledger, registry, options.deployment, now),
      };
      return { status, findings, compliance: latest?.compliance ?? [] };
    }),
  );
  const registries = seen.map(({ status }) => status);
  const withoutRegistry = countStates(atNoRegistry(seen.flatMap(({ findings }) => findings)));
  if (options.json) {
    terminal.json({
      store: store.location,
      at: now,
      deployment: options.deployment,
      configuration: configurationStatus(configuration),
      pauses,
      registries,
      withoutRegistry,
    });
  } else {
    const told = text(store, options.deployment, configuration, pauses, registries);
    const others = countWords(withoutRegistry);
    terminal.print(others === null ? told : `${told}\n\nnetworks at no registry: ${others}`);
  }
  const held = pauses.length > 0 || !configuration.found || !configuration.valid;
  return held
    ? exitCodes.failing
    : exitCodeOf({
        findings: seen.flatMap(({ findings }) => findings),
        compliance: seen.flatMap(({ compliance }) => compliance),
        changes: 0,
        outcomes: [],
      });
}

function inFlight(
  ledger: readonly LedgerEntry[],
  registry: RegistrySettings,
  deployment: string,
  now: Instant,
): readonly IntentInFlight[] {
  return ledger.flatMap((entry) => {
    if (entry.registry !== registry.instance || entry.deployment !== deployment) return [];
    if (entry.intentAt === null || !isLive(entry, now)) return [];
    const { network, part, intentBy: pass } = entry;
    return [{ network, part, pass, attached: entry.attachedAt !== null, ...since(entry.intentAt, now) }];
  });
}

/** Networks of which no registry is told, such as those with an unclear tag: every registry's last pass tells them. */
function atNoRegistry(findings: readonly Finding[]): readonly Finding[] {
  const byNetwork = findings.flatMap((one) => (one.registry === null ? [[one.network, one] as const] : []));
  return [...new Map(byNetwork).values()];
}

function countStates(findings: readonly Finding[]): Partial<Record<State, number>> {
  const counts = states.map((state) => [state, findings.filter((finding) => finding.state === state).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

function since(at: Instant, now: Instant): Since {
  return { at, ageMs: elapsed(at, now) };
}

function configurationStatus(configuration: LoadedConfiguration) {
  if (!configuration.found) return { found: false };
  const hash = configuration.settings?.hash ?? null;
  return configuration.valid
    ? { found: true, valid: true, hash }
    : { found: true, valid: false, hash, problems: configuration.problems };
}

function text(
  store: Store,
  deployment: string,
  configuration: LoadedConfiguration,
  pauses: readonly ListedPause[],
  registries: readonly RegistryStatus[],
): string {
  return [
    `store: ${store.location}, deployment ${deployment}`,
    `configuration: ${configurationWords(configuration)}`,
    ...(pauses.length === 0 ? ["nothing is paused"] : pauses.map(pauseWords)),
    ...registries.flatMap(registryWords),
  ].join("\n");
}

function configurationWords(configuration: LoadedConfiguration): string {
  if (!configuration.found)
    return 'none; put one into the store with "mooring config push --config mooring.yaml", or name a file with --config';
  if (configuration.valid) return configuration.settings.hash;
  const settings: Settings | null = configuration.settings;
  return `invalid (${configuration.problems.length} mistakes; "mooring config check" names them), ${settings === null ? "and none was ever valid" : `the last valid one (${settings.hash}) is in force, observing only`}`;
}

function pauseWords({ registry, ...paused }: ListedPause): string {
  const who = registry === null ? "every registry" : `registry "${registry}"`;
  return paused.pause === null
    ? `PAUSED  ${who}: ${paused.damage}`
    : oneLine(
        `PAUSED  ${who} since ${paused.pause.since} by ${paused.pause.by}: ${paused.pause.reason}; ${endingWords(registry)}`,
      );
}

function registryWords(status: RegistryStatus): readonly string[] {
  const { registry, instance, mode, paused, lastPass, watermark, inFlight: intents } = status;
  return [
    "",
    `${registry} (${instance}), mode ${mode}${paused ? ", PAUSED" : ""}`,
    lastPass === null
      ? "  last pass   none yet"
      : `  last pass   ${ago(lastPass.ageMs)} ago (${lastPass.pass}): ${countWords(lastPass.states) ?? "no networks"}`,
    watermark === null
      ? "  watermark   none: the next pass reads every zone"
      : `  watermark   ${ago(watermark.ageMs)} old (${watermark.at})`,
    intents.length === 0 ? "  in flight   nothing" : `  in flight   ${intents.length}`,
    ...intents.map(
      (intent) =>
        `    ${intent.network} ${intent.part}: ${intent.attached ? "link asked for" : "announced"} ${ago(intent.ageMs)} ago${intent.pass === null ? "" : ` by pass ${intent.pass}`}`,
    ),
  ];
}

function countWords(counts: Partial<Record<State, number>>): string | null {
  const words = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  return words.length === 0 ? null : words.join(", ");
}

function ago(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 2 * 3_600) return `${Math.round(seconds / 60)} min`;
  return seconds < 48 * 3_600 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}
