import type { FormKind, Mapping } from '../../../shared/mapping.ts';

interface Seen {
  kind: FormKind;
  columns: readonly string[];
}

const isTable = (kind: FormKind): boolean => kind === 'csv' || kind === 'tsv';

/** So many of the paths that are seen in JSON records must be those of the mapping's form. */
const LEAST_SHARED = 0.75;

/**
 * The mapping whose form this is; of several that fit equally well the one saved last. A table must have exactly the columns of the
 * form, in any order. Records of JSON leave out what they have not: they must hold the time, and little that the form does not know.
 */
export function fittingMapping(seen: Seen, mappings: readonly Mapping[]): Mapping | null {
  let best: Mapping | null = null;
  let most = 0;
  for (const mapping of mappings) {
    const share = shareOf(seen, mapping);
    if (share > 0 && share >= most) [best, most] = [mapping, share];
  }
  return best;
}

/** How well it fits, from 0 to 1. */
function shareOf(seen: Seen, { form, fields }: Mapping): number {
  if (isTable(seen.kind) !== isTable(form.kind)) return 0;
  const known = new Set(form.columns);
  const shared = seen.columns.filter((column) => known.has(column)).length;
  if (isTable(form.kind)) return shared === known.size && shared === seen.columns.length ? 1 : 0;
  const time = fields['timestamp'];
  const hasTime = time && 'from' in time && time.from.some((path) => seen.columns.includes(path));
  const share = shared / Math.max(1, seen.columns.length);
  return hasTime && share >= LEAST_SHARED ? share : 0;
}
