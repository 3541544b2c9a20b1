import { z } from 'zod';
import { checkColumn } from './check-condition.ts';
import { quoted, valueAt, type Found } from './found.ts';
import type { Path } from './yaml.ts';

/** What documents of own hunts and own trees have in common. */

export const Text = z.string().trim().min(1);
const OneNeed = z.strictObject({
  columns: z.array(z.string()).default([]),
  datasets: z.array(z.string()).default([]),
  missing: Text,
});
export const Need = OneNeed.extend({ also: z.array(OneNeed).default([]) });

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const checkId = (id: unknown, path: Path): Found[] =>
  typeof id === 'string' && !ID.test(id)
    ? [{ path, message: `${quoted(id)}: an id is of small letters, digits and hyphens` }]
    : [];

/** Of columns that are none. */
export function checkNeed(need: unknown, path: Path): Found[] {
  const also = valueAt(need, ['also']);
  const others: unknown[] = Array.isArray(also) ? also : [];
  return [...columnsOf(need, path), ...others.flatMap((one, at) => columnsOf(one, [...path, 'also', at]))];
}

function columnsOf(need: unknown, path: Path): Found[] {
  const needed = valueAt(need, ['columns']);
  const columns: unknown[] = Array.isArray(needed) ? needed : [];
  return columns.flatMap((column, at) => checkColumn(column, [...path, 'columns', at]));
}
