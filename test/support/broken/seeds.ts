import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { csvFields, csvRecord } from '../../../electron/engine/ingest/cut-lines.ts';
import { sources } from '../../../electron/engine/sources/index.ts';
import { readRecords } from '../spool.ts';

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
  /** The first row of a CSV. */
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
  return sources.flatMap((source) => {
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
        records: texts.map(({ text, cut }, index) => ({ text, cut, fate: fates.get(index + 1) as Fate })),
        declared: source.shapes.some((shape) => shape.declared && expected.shapes.includes(shape.id)),
      };
    });
  });
}

function fatesOf({ rows, rejects, skips }: Expected): Map<number, Fate> {
  const of = (list: { record: number }[], fate: Fate) => list.map(({ record }) => [record, fate] as const);
  return new Map([...of(rows, 'event'), ...of(rejects, 'reject'), ...of(skips, 'skip')]);
}

function textsOf(path: string): Pick<Seed, 'kind' | 'header'> & { texts: { text: string; cut: unknown }[] } {
  const records = readRecords(path);
  if (records.every((record) => typeof record.line === 'string'))
    return {
      kind: 'lines',
      header: null,
      texts: records.map((cut) => ({ text: cut.line as string, cut: { line: cut.line } })),
    };
  if (!path.endsWith('.csv'))
    return { kind: 'json', header: null, texts: records.map((cut) => ({ text: JSON.stringify(cut), cut })) };
  const [header = '', ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const names = csvFields(header, ',');
  return {
    kind: 'csv',
    header,
    texts: rows.map((text) => ({ text, cut: csvRecord(names, csvFields(text, ',')) })),
  };
}
