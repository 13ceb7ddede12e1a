import { StoreError, type StoreErrorKind } from "./port.ts";

interface Reason {
  readonly kind: StoreErrorKind;
  readonly sentence: string;
  readonly next: string;
}

/** The errno name of a failed file operation, `UNKNOWN` where there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "UNKNOWN";
}

/** A failed file operation as a `StoreError`: the path, the reason, and what to do about it. */
export function folderError(verb: string, root: string, key: string, path: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const code = codeOf(cause);
  const { kind, sentence, next } = reason(code, root);
  return new StoreError(`Mooring could not ${verb} ${path}: ${sentence} (${code}). ${next}`, key, { kind, cause });
}

function reason(code: string, root: string): Reason {
  switch (code) {
    case "EACCES":
    case "EPERM":
      return {
        kind: "denied",
        sentence: "permission denied",
        next: `Give the user that runs Mooring the right to read and write everything under ${root}.`,
      };
    case "EROFS":
      return {
        kind: "denied",
        sentence: "the file system is read-only",
        next: "Name a folder on a writable disk in MOORING_STORE.",
      };
    case "ENOTDIR":
    case "EEXIST":
      return {
        kind: "unavailable",
        sentence: "a file is where a folder should be",
        next: `Name a folder in MOORING_STORE; now it is ${root}.`,
      };
    case "EISDIR":
      return {
        kind: "unavailable",
        sentence: "a folder is where a file should be",
        next: `Move that folder away; Mooring makes none of this name under ${root}.`,
      };
    case "ENOSPC":
    case "EDQUOT":
      return {
        kind: "full",
        sentence: code === "ENOSPC" ? "the disk is full" : "the disk quota is used up",
        next: "Free some space; nothing was changed.",
      };
    case "EMFILE":
    case "ENFILE":
      return {
        kind: "unavailable",
        sentence: "too many files are open",
        next: "Run it again, or raise the limit of open files (ulimit -n).",
      };
    default:
      return {
        kind: "unavailable",
        sentence: "the disk did not answer as expected",
        next: "Look at the disk and run it again.",
      };
  }
}
