import type { PlanDocument } from "../shared/model/plan-document.ts";
import type { RawOptions } from "./options.ts";

/** The command that applies a kept plan, with every option that its `mooring plan` was given and a shell's quotes. */
export function applyLine(out: string, given: RawOptions & { readonly override?: readonly string[] }): string {
  const { config, store, endpoint, assumeRole = [], deployment, mode, override = [] } = given;
  const named = Object.entries({ config, store, endpoint, deployment, mode }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, quoted(value)],
  );
  const roles = assumeRole.flatMap((role) => ["--assume-role", quoted(role)]);
  const without = override.length === 0 ? [] : [...override.flatMap((one) => ["--override", quoted(one)]), reason];
  return ["mooring apply", quoted(out), ...named, ...roles, ...without].join(" ");
}

/** The options that set the same limits aside. */
export function overrideOptions(overrides: PlanDocument["overrides"]): string {
  const each = overrides.map(({ limit, value }) => `--override ${value === null ? limit : `${limit}=${value}`}`);
  return [...each, reason].join(" ");
}

const reason = '--reason "why"';

function quoted(text: string): string {
  return /^[\w./:=,@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
