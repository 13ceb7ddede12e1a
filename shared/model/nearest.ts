/** The known word within two edits of `given`, or `null`; ties go to the first in order. */
export function nearest(given: string, candidates: readonly string[]): string | null {
  let best: { readonly word: string; readonly distance: number } | null = null;
  for (const candidate of candidates) {
    const distance = editDistance(given, candidate);
    if (distance <= 2 && distance < candidate.length && (best === null || distance < best.distance))
      best = { word: candidate, distance };
  }
  return best?.word ?? null;
}

/** How many letters are added, missing or wrong; two neighbours the wrong way round count as one. */
export function editDistance(a: string, b: string): number {
  let beforeRow: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (beforeRow[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(substitute, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    beforeRow = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
