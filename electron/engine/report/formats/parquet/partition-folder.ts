import { createHash } from 'node:crypto';
import type { Partition } from './partition.ts';

/** What Hive and its heirs read as "no value". */
const NOTHING = '__HIVE_DEFAULT_PARTITION__';
const LONGEST = 120;

/**
 * The folder of a partition, which a query engine reads as the columns `day` and `source`. A name that a person gave to a log may hold
 * anything: it is escaped, cut, and told from one that a file system takes for the same. `taken` are the folders so far.
 */
export function partitionFolder({ day, event_dataset }: Partition, taken: Set<string>): string {
  const source = event_dataset === null ? NOTHING : escaped(event_dataset);
  const folder = `day=${day}/source=${source}`;
  const isFree = source.length <= LONGEST && !taken.has(folder.toLowerCase());
  const free = isFree
    ? folder
    : `day=${day}/source=${source.slice(0, LONGEST)}-${hashOf(event_dataset ?? '')}`;
  taken.add(free.toLowerCase());
  return free;
}

const escaped = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
