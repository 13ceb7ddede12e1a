import { type FileHandle, mkdir, open, readdir, readFile, rename, stat, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { codeOf, folderError } from "./folder-error.ts";
import { checkKey, checkPrefix } from "./key.ts";
import { type Store, type StoredObject, StoreError } from "./port.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A store in one folder, one file an object. A folder that is not there yet is an empty store; the first write makes
 * it. A file is replaced by renaming a finished one over it, so that a reader in any process sees the old text or the
 * new one; what a crash leaves behind is a temporary file, which no listing shows.
 */
export function createFolderStore(path: string): Store {
  const root = resolve(path);
  let written = 0;

  async function read(key: string): Promise<string | null> {
    checkKey(key);
    const file = join(root, key);
    const bytes = await attempt("read", key, file, () => readFile(file));
    if (bytes === null) return null;
    try {
      return decoder.decode(bytes);
    } catch (cause) {
      throw new StoreError(
        `The store's object "${key}" (${file}) is not UTF-8 text. Restore it from a copy or remove the file.`,
        key,
        { kind: "damaged", cause },
      );
    }
  }

  async function write(key: string, text: string): Promise<void> {
    checkKey(key);
    const file = join(root, key);
    const folder = dirname(file);
    let temporary: string | null = null;
    try {
      await mkdir(folder, { recursive: true });
      const opened = await openTemporary(folder);
      temporary = opened.path;
      try {
        await opened.handle.writeFile(text, "utf8");
        await opened.handle.sync();
      } finally {
        await opened.handle.close();
      }
      await rename(temporary, file);
      temporary = null;
      await syncFolder(folder);
    } catch (cause) {
      // The first failure is the one worth telling; a temporary file that stays is never listed.
      if (temporary !== null) await unlink(temporary).catch(() => undefined);
      throw folderError("write", root, key, file, cause);
    }
  }

  async function remove(key: string): Promise<void> {
    checkKey(key);
    const file = join(root, key);
    await attempt("remove", key, file, () => unlink(file));
  }

  async function list(prefix: string): Promise<readonly StoredObject[]> {
    checkPrefix(prefix);
    const found: StoredObject[] = [];
    await collect("", prefix, found);
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async function collect(folderKey: string, prefix: string, found: StoredObject[]): Promise<void> {
    const folder = join(root, folderKey);
    const entries = await attempt("list", prefix, folder, () => readdir(folder, { withFileTypes: true }));
    await Promise.all(
      (entries ?? []).map(async (entry) => {
        if (entry.name.includes("~")) return;
        const key = folderKey === "" ? entry.name : `${folderKey}/${entry.name}`;
        if (entry.isDirectory()) {
          if (`${key}/`.startsWith(prefix) || prefix.startsWith(`${key}/`)) await collect(key, prefix, found);
        } else if (entry.isFile() && key.startsWith(prefix)) {
          const file = join(root, key);
          const seen = await attempt("list", prefix, file, () => stat(file, { bigint: true }));
          // Removed between the two readings: not there.
          if (seen !== null) found.push({ key, version: `${seen.ino}-${seen.ctimeNs}-${seen.size}` });
        }
      }),
    );
  }

  /** `null` is absence, and only absence: a folder that cannot be read is an error, never an empty one. */
  async function attempt<T>(
    verb: "read" | "remove" | "list",
    key: string,
    path: string,
    action: () => Promise<T>,
  ): Promise<T | null> {
    try {
      return await action();
    } catch (cause) {
      const code = codeOf(cause);
      if (code === "ENOENT") return null;
      if (code === "ENOTDIR" && path !== root && (await isFolder(root))) return null;
      throw folderError(verb, root, key, path, cause);
    }
  }

  /** `~` is in no key, so a temporary file can never be taken for an object. */
  async function openTemporary(folder: string): Promise<{ readonly path: string; readonly handle: FileHandle }> {
    for (;;) {
      written += 1;
      const path = join(folder, `~${process.pid}~${written}`);
      try {
        return { path, handle: await open(path, "wx") };
      } catch (error) {
        // A process of the same id, on another machine or before a crash, had this name.
        if (codeOf(error) !== "EEXIST") throw error;
      }
    }
  }

  return { location: `folder:${root}`, read, write, remove, list };
}

/** The rename itself is on disk only when the folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (seen) => seen.isDirectory(),
    () => false,
  );
}
