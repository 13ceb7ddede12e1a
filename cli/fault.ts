/** Something the person at the terminal can put right: shown as its message alone, exit code 1. */
export class Fault extends Error {
  override readonly name = "Fault";
}
