import type { CloudName } from "../shared/model/network.ts";
import type { RegistrySettings, Settings } from "../shared/model/settings.ts";
import { parseStoreLocation } from "../shared/store/location.ts";

/**
 * The cloud whose function keeps its ledger and reads its pauses in a store; `null`: a folder, which serves every cloud.
 * A command that looks at another cloud with this store's ledger would take Mooring's own links there for somebody else's,
 * and one that writes would leave its function without the ledger of what was made.
 */
export function cloudOfStore(location: string): CloudName | null {
  const parsed = parseStoreLocation(location);
  if (!parsed.ok) return null;
  switch (parsed.location.kind) {
    case "oss":
      return "alibaba";
    case "cos":
      return "tencent";
    case "folder":
      return null;
  }
}

/** Registries of the configuration that have their ledger and their pauses in another cloud's store. */
export function keptElsewhere(settings: Settings | null, location: string): readonly RegistrySettings[] {
  const own = cloudOfStore(location);
  return own === null ? [] : (settings?.registries ?? []).filter(({ cloud }) => cloud !== own);
}

/** Who they are and where they are kept, as the rest of a sentence; `null` where there is none. */
export function sayElsewhere(elsewhere: readonly RegistrySettings[], location: string): string | null {
  if (elsewhere.length === 0) return null;
  const aliases = elsewhere.map(({ alias }) => alias).join(", ");
  const whose = elsewhere.length === 1 ? "its" : "their";
  return `${aliases}, whose ledger and pauses are in the store of ${whose} own cloud, not in ${location}; name that one with --store`;
}
