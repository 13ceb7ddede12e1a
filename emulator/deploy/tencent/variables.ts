/** What a manifest's `${...}` may name. */
export interface Variables {
  /** What `${env:NAME}` sees; nothing else of the machine's environment does. */
  readonly env: Readonly<Record<string, string>>;
  readonly app: string;
  readonly stage: string;
  readonly name: string;
}

/**
 * Puts values in the places of `${env:NAME}`, `${app}`, `${stage}` and `${name}` in every text of a manifest. A name that
 * is not set is a mistake, told with its path: the vendor's command line would leave the key away, or write "undefined".
 */
export function fillVariables(value: unknown, variables: Variables, path: string, mistakes: string[]): unknown {
  if (typeof value === "string") return fillText(value, variables, path, mistakes);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => fillVariables(item, variables, `${path}[${index}]`, mistakes));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, fillVariables(inner, variables, `${path}.${key}`, mistakes)]),
  );
}

/** One text; see `fillVariables`. */
export function fillText(
  text: string,
  variables: Pick<Variables, "env"> & Partial<Variables>,
  path: string,
  mistakes: string[],
): string {
  return text.replaceAll(/\$\{([^}]*)\}/g, (whole, name: string) => {
    const value = valueOfVariable(name.trim(), variables);
    if (value !== undefined) return value;
    mistakes.push(`${path}: ${whole} is not set`);
    return "";
  });
}

function valueOfVariable(
  name: string,
  { env, ...own }: Pick<Variables, "env"> & Partial<Variables>,
): string | undefined {
  const wanted = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(name)?.[1];
  if (wanted !== undefined) return Object.hasOwn(env, wanted) ? env[wanted] : undefined;
  return name === "app" || name === "stage" || name === "name" ? own[name] : undefined;
}
