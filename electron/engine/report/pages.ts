const PAGE = 1000;
const BATCH = 100;

interface Page<T> {
  total: number;
  rows: readonly T[];
}

/** All rows of a paged question. */
export async function allPages<T>(
  read: (page: { offset: number; limit: number }) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = [];
  for (;;) {
    const { total, rows } = await read({ offset: all.length, limit: PAGE });
    all.push(...rows);
    if (all.length >= total || rows.length === 0) return all;
  }
}

export function* batches<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
}
