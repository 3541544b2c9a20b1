import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cutterOf } from '../../../electron/engine/ingest/cutting.ts';
import { sniff } from '../../../electron/engine/ingest/sniff.ts';
import { containerKeys, sources } from '../../../electron/engine/sources/index.ts';
import { type Json, readRecords } from '../spool.ts';

const FOLDER = join(import.meta.dirname, '../../../electron/engine/sources');

export type Fate = 'event' | 'reject' | 'skip';

/** A record of a hand-written sample: how it stands in a file, what it is once cut, and what becomes of it. */
export interface SeedRecord {
  text: string;
  cut: unknown;
  fate: Fate;
}

/** A hand-written sample, from which files of any form are made. */
export interface Seed {
  name: string;
  kind: 'json' | 'csv' | 'lines';
  /** What stands before the records: the first row of a CSV, the directives of a log. */
  header: string | null;
  /** Keys that may hold the records of an envelope of this source. */
  containers: readonly string[];
  records: readonly SeedRecord[];
  /** Some of its records are of a shape that is known to hold no events: a file that begins with one is skipped whole. */
  declared: boolean;
}

interface Expected {
  shapes: string[];
  rows: { record: number }[];
  rejects: { record: number }[];
  skips: { record: number }[];
}

/** Every sample of every source, in the order of their names. */
export function readSeeds(): readonly Seed[] {
  const seeds = sources.flatMap((source) => {
    const folder = join(FOLDER, source.id);
    const samples = readdirSync(folder).filter((name) => /^sample\..*(?<!\.expected\.json)$/.test(name));
    return samples.sort().map((sample): Seed => {
      const path = join(folder, sample);
      const expected = JSON.parse(
        readFileSync(path.replace(/\.[a-z]+$/, '.expected.json'), 'utf8'),
      ) as Expected;
      const fates = fatesOf(expected);
      const { kind, header, texts } = textsOf(path);
      return {
        name: `${source.id}/${sample}`,
        kind,
        header,
        containers: source.containers.filter((key) => !source.namedContainers?.includes(key)),
        records: texts
          .map(({ text, cut }, index) => ({ text, cut, fate: fates.get(index + 1) as Fate }))
          .filter(({ cut }) => !isEnvelope(cut)),
        declared: source.shapes.some((shape) => shape.declared && expected.shapes.includes(shape.id)),
      };
    });
  });
  return seeds.filter((seed) => seed.records.length > 0);
}

function fatesOf({ rows, rejects, skips }: Expected): Map<number, Fate> {
  const of = (list: { record: number }[], fate: Fate) => list.map(({ record }) => [record, fate] as const);
  return new Map([...of(rows, 'event'), ...of(rejects, 'reject'), ...of(skips, 'skip')]);
}

function textsOf(path: string): Pick<Seed, 'kind' | 'header'> & { texts: { text: string; cut: unknown }[] } {
  const records = readRecords(path);
  if (records.every((record) => typeof record.line === 'string')) return linesOf(records);
  return path.endsWith('.csv')
    ? rowsOf(readFileSync(path))
    : { kind: 'json', header: null, texts: records.map((cut) => ({ text: JSON.stringify(cut), cut })) };
}

/** Lines, and the directives of the first, with which all are then read. */
function linesOf(records: readonly Json[]): ReturnType<typeof textsOf> {
  const directives = records[0]?.directives as Record<string, string> | undefined;
  const named = Object.entries(directives ?? {}).map(([name, text]) => `#${name}: ${text}`);
  const same = records.filter((record) => JSON.stringify(record.directives) === JSON.stringify(directives));
  return {
    kind: 'lines',
    header: directives ? named.join('\n') : null,
    texts: same.map((cut) => ({ text: cut.line as string, cut })),
  };
}

/** A record that is a list of others wherever it stands alone. */
const isEnvelope = (cut: unknown): boolean =>
  Object.entries(cut as Json).some(([key, value]) => containerKeys.includes(key) && Array.isArray(value));

/** The rows of a whole table as they stand in it, and what each is cut into. */
function rowsOf(bytes: Buffer): ReturnType<typeof textsOf> {
  const known = sniff(bytes);
  if ('unrecognised' in known) throw new Error(`a sample that is not recognised: ${known.unrecognised}`);
  const texts: { text: string; cut: unknown }[] = [];
  const cutter = cutterOf(
    known.cutting,
    {
      record: (_place, cut, start, end, raw) =>
        void texts.push({
          text: (raw ?? cut.subarray(start, end)).toString('utf8').replace(/^\ufeff/, ''),
          cut: JSON.parse(cut.toString('utf8', start, end)),
        }),
      reject: (place, reason) => {
        throw new Error(`a sample with a broken row ${place.record}: ${reason}`);
      },
    },
    true,
  );
  cutter.push(bytes);
  cutter.end();
  return { kind: 'csv', header: cutter.context?.()?.header?.replace(/^\ufeff/, '') ?? null, texts };
}
