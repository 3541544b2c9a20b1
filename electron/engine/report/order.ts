/** A total order of content: numbers by size, texts by code unit, nothing last. No locale has a say. */
export type Sortable = string | number | null;

/** Compares by the keys that `keysOf` gives, the first first. */
export const by =
  <T>(keysOf: (item: T) => readonly Sortable[]) =>
  (a: T, b: T): number => {
    const [left, right] = [keysOf(a), keysOf(b)];
    for (let index = 0; index < left.length; index++) {
      const order = compare(left[index] ?? null, right[index] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  };

function compare(a: Sortable, b: Sortable): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
