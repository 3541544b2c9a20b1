import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVENT_COLUMNS } from '../shared/model.ts';
import type { JsonColumns, SourceDefinition } from '../shared/definitions.ts';
import type { Cells, Database } from '../electron/engine/db/database.ts';
import { columnsType } from '../electron/engine/sources/columns.ts';
import { collectSources, containerKeys, recogniseRecord, sources } from '../electron/engine/sources/index.ts';
import {
  describeNormalise,
  type Json,
  normaliseRecords,
  openScratch,
  planOf,
  readRecords,
  sourceNamed,
} from './support/spool.ts';

const FOLDER = join(import.meta.dirname, '../electron/engine/sources');

/** What a `sample.*.expected.json` holds; a row without the columns that are null. */
interface Expected {
  shapes: string[];
  rows: Cells[];
  rejects: { record: number; reason: string }[];
  skips: { record: number; reason: string }[];
}

const filesOf = (source: SourceDefinition): string[] =>
  readdirSync(join(FOLDER, source.id))
    .filter((name) => name.startsWith('sample.'))
    .sort();
const samplesOf = (source: SourceDefinition): string[] =>
  filesOf(source).filter((name) => !name.endsWith('.expected.json'));
const expectedName = (sample: string): string => sample.replace(/\.[a-z]+$/, '.expected.json');

const shapeOf = (source: SourceDefinition, record: Json) => {
  const found = recogniseRecord(record);
  expect(found?.source.id).toBe(source.id);
  return found!.shape;
};

/** The rows of a file, split as an import does. */
function outcome(source: SourceDefinition, records: Json[], rows: Cells[]): Expected {
  const shapes = records.map((record) => shapeOf(source, record));
  const result: Expected = {
    shapes: [...new Set(shapes.map((shape) => shape.id))].sort(),
    rows: [],
    rejects: [],
    skips: [],
  };
  for (const [index, { evidence_id, skip_reason, reject_reason, ...row }] of rows.entries()) {
    const record = row.record as number;
    expect([evidence_id, record]).toEqual([1, index + 1]);
    expect(shapes[index]?.declared ?? skip_reason, 'a declared shape is skipped by the statement too').toBe(
      skip_reason,
    );
    expect([skip_reason, reject_reason], 'one reason at most').toContain(undefined);
    if (skip_reason) result.skips.push({ record, reason: skip_reason as string });
    else if (reject_reason) result.rejects.push({ record, reason: reject_reason as string });
    else result.rows.push(row);
  }
  return result;
}

let database: Database;
beforeAll(async () => {
  database = await openScratch();
});
afterAll(() => database.close());

describe.each(sources)('$id', (source) => {
  test.each(samplesOf(source))('%s gives the rows, rejects and skips beside it', async (sample) => {
    const folder = join(FOLDER, source.id);
    const records = readRecords(join(folder, sample));
    const rows = await normaliseRecords(database, source, records);
    const expected = JSON.parse(readFileSync(join(folder, expectedName(sample)), 'utf8')) as Expected;
    expect(outcome(source, records, rows)).toEqual(expected);
    expect(expected.rows.length + expected.rejects.length + expected.skips.length).toBe(records.length);
    for (const row of expected.rows) {
      expect(row.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(source.datasets).toContain(row.event_dataset);
    }
  });

  test('each sample has its expected file, and no expected file stands alone', () => {
    const expected = filesOf(source).filter((name) => name.endsWith('.expected.json'));
    expect(expected).toEqual(samplesOf(source).map(expectedName).sort());
  });

  test('each shape has a sample', () => {
    const shapes = samplesOf(source).flatMap((sample) =>
      readRecords(join(FOLDER, source.id, sample)).map((record) => shapeOf(source, record).id),
    );
    expect([...new Set(shapes)].sort()).toEqual(source.shapes.map((shape) => shape.id).sort());
  });

  test('no other source claims a record of its samples', () => {
    const others = sources.filter((other) => other !== source);
    for (const sample of samplesOf(source)) {
      for (const record of readRecords(join(FOLDER, source.id, sample))) {
        const claims = others.filter((other) => other.shapes.some((shape) => shape.recognise(record)));
        expect(claims.map((other) => other.id)).toEqual([]);
      }
    }
  });

  test('normalise.sql gives columns of the case and of their types', async () => {
    const types = { text: 'VARCHAR', number: 'DOUBLE or BIGINT', boolean: 'BOOLEAN', time: 'TIMESTAMP' };
    const known = new Map<string, string>(EVENT_COLUMNS.map((column) => [column.name, types[column.kind]]));
    for (const name of ['skip_reason', 'reject_reason', 'time_text']) known.set(name, 'VARCHAR');
    const given = await describeNormalise(database, source);
    const wrong = given.filter(({ name, type }) => !known.get(name)?.includes(type));
    expect(wrong.filter(({ name }) => name !== 'evidence_id')).toEqual([]);
    const names = given.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of ['evidence_id', 'record', 'timestamp', 'event_dataset', 'reject_reason'])
      expect(names).toContain(name);
  });

  test('whatever stands in a field, each record gives one row and none is lost', async () => {
    const odd = [
      null,
      '',
      'text',
      7,
      -0.5,
      true,
      [],
      [[1]],
      [null, 'x', { a: 1 }],
      {},
      { a: [1] },
      '{"a":',
      '[[',
    ];
    const sample = readRecords(join(FOLDER, source.id, samplesOf(source)[0] as string))[0] as Json;
    const records = pathsOf(source.columns).flatMap((path) =>
      odd.map((value) => withValue(sample, path, value)),
    );
    const rows = await normaliseRecords(database, source, records);
    expect(rows.map((row) => row.record)).toEqual(records.map((_, index) => index + 1));
    for (const row of rows) expect(row.timestamp ?? row.reject_reason ?? row.skip_reason).toBeTruthy();
  });

  test('no list of words is made a join of all rows: IN of five or more is', async () => {
    expect(await planOf(database, source)).not.toContain('Join Type: MARK');
  });

  test('JSON inside a text, nested 200,000 deep, is left alone', async () => {
    const deep = `{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
    const sample = readRecords(join(FOLDER, source.id, samplesOf(source)[0] as string))[0] as Json;
    const records = pathsOf(source.columns).map((path) => withValue(sample, path, deep));
    expect(await normaliseRecords(database, source, records)).toHaveLength(records.length);
  });
});

/** Every place that the columns name, groups and lists included. */
function pathsOf(columns: JsonColumns, above: string[] = []): string[][] {
  return Object.entries(columns).flatMap(([name, kind]) => {
    const path = [...above, name];
    if (kind === 'text') return [path];
    const inner = (Array.isArray(kind) ? kind[0] : kind) as JsonColumns | 'text';
    const below = Array.isArray(kind) ? [...path, '0'] : path;
    return [path, ...(inner === 'text' ? [below] : pathsOf(inner, below))];
  });
}

/** A copy of the record with the value at that place; what stands in the way is replaced. */
function withValue(record: Json, path: string[], value: unknown): Json {
  const copy = structuredClone(record);
  let at = copy;
  for (const [index, name] of path.slice(0, -1).entries()) {
    const next = at[name];
    if (typeof next !== 'object' || next === null) at[name] = path[index + 1] === '0' ? [] : {};
    at = at[name] as Json;
  }
  at[path.at(-1) as string] = value;
  return copy;
}

test.each([
  ['aws-cloudtrail', { eventTime: '2024-05-01T10:00:00Z' }, 'eventName is missing'],
  ['okta-system-log', { published: '2024-05-01T10:00:00Z' }, 'eventType is missing'],
  ['entra-sign-in', { time: '2024-05-01T10:00:00Z' }, 'createdDateTime is missing'],
  ['squid', { line: 'Starting Squid Cache' }, 'not a line of an access log: Starting Squid Cache'],
])('%s: another record in one of its files is rejected, not made an event', async (id, record, reason) => {
  const [row] = await normaliseRecords(database, sourceNamed(id), [record]);
  expect(row?.reject_reason).toBe(reason);
});

test('a source whose id is not the name of its folder is refused', () => {
  const source = sourceNamed('aws-cloudtrail');
  expect(() => collectSources({ './aws/source.ts': { source } })).toThrow(
    'source "aws-cloudtrail" lies in folder "aws"',
  );
});

test('the sources are those of the folders', () => {
  const folders = readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
    .map((folder) => folder.name);
  expect(sources.map((source) => source.id)).toEqual(folders.sort());
  expect(containerKeys).toEqual([...new Set(sources.flatMap((source) => source.containers))].sort());
  expect(containerKeys).toEqual(
    expect.arrayContaining(['Records', 'items', 'logEvents', 'records', 'value']),
  );
});

test('the type that reads a record names every column, lists too', () => {
  expect(columnsType({ a: 'text', 'b"c': { d: 'text' }, e: [{ f: 'text' }], g: ['text'] })).toBe(
    'STRUCT("a" VARCHAR, "b""c" STRUCT("d" VARCHAR), "e" STRUCT("f" VARCHAR)[], "g" VARCHAR[])',
  );
});

test.each([
  ['an empty object', {}],
  ['another kind of JSON', { kind: 'Event', apiVersion: 'audit.k8s.io/v1', userAgent: 'kubectl' }],
  ['a diagnostic record of another resource', { category: 'kube-audit', resourceId: '/x', properties: {} }],
  ['fields of the wrong kinds', { eventVersion: 1, eventSource: 2, uuid: 3, category: 4, id: 5 }],
])('%s is nobody’s record', (_, record) => {
  expect(recogniseRecord(record as Json)).toBeNull();
});
