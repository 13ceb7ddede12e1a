/** Reads `Name.1`, `Name.2`, ... in the order of their numbers; gaps do not count. */
export function readScalars(name: string, raw: ReadonlyMap<string, string>): readonly string[] {
  return [...raw]
    .map(([key, value]) => ({ index: indexOf(key, name), value }))
    .filter((item): item is { index: number; value: string } => item.index !== undefined)
    .sort((a, b) => a.index - b.index)
    .map(({ value }) => value);
}

/** Reads `Name.1.Key`, `Name.1.Value`, ...: one object a number, with the fields that were sent. */
export function readObjects(
  name: string,
  fields: readonly string[],
  raw: ReadonlyMap<string, string>,
): readonly Readonly<Record<string, string>>[] {
  const objects = new Map<number, Record<string, string>>();
  for (const [key, value] of raw) {
    const field = fields.find((candidate) => key.endsWith(`.${candidate}`));
    if (field === undefined) continue;
    const index = indexOf(key.slice(0, -field.length - 1), name);
    if (index === undefined) continue;
    objects.set(index, { ...objects.get(index), [field]: value });
  }
  return [...objects].sort(([a], [b]) => a - b).map(([, object]) => object);
}

function indexOf(key: string, name: string): number | undefined {
  if (!key.startsWith(`${name}.`)) return undefined;
  const index = key.slice(name.length + 1);
  return /^[1-9]\d{0,5}$/.test(index) ? Number(index) : undefined;
}
