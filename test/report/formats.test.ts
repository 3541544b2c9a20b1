import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createRouterClient } from '@orpc/server';
import { Window } from 'happy-dom';
import { format as pretty } from 'prettier';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BOM } from '../../electron/engine/report/cells.ts';
import { observableId } from '../../electron/engine/report/formats/stix/ids.ts';
import { patternOf } from '../../electron/engine/report/formats/stix/observables.ts';
import { partitionFolder } from '../../electron/engine/report/formats/parquet/partition-folder.ts';
import { collectFormats, formatOf, formats } from '../../electron/engine/report/formats/index.ts';
import type { Row } from '../../shared/model.ts';
import { caseWith, exported, type Engine } from '../support/exported.ts';
import { HOSTILE, HOSTILE_HUNT, texts, writeHostileTrail } from '../support/hostile.ts';
import { usedFromHosting, writeStory } from '../support/fixtures/stories.ts';
import { oneQuestion } from '../own-trees/support.ts';
import { FINDING } from '../desk/incident.ts';
import { falcon, lines } from '../support/fixtures/agents.ts';
import { pdfCase } from './pdf-case.ts';
import type { ExportContext } from '../../electron/engine/report/formats/definition.ts';
import { pngOf } from '../support/png.ts';
import { isLayer, isStix } from './public-schemas.ts';
import { cellsBetween, readCsv } from './read-csv.ts';
import { validReport } from './valid-report.ts';

/** Two cases of the same evidence, each in a folder of its own, made on another day and in another order. */
let one: Engine;
let other: Engine;

const NAME = '=cmd <img src=x onerror=alert(1)> `` [x](y) \u202e';
const REJECTED = '{"eventVersion":"1.08","eventTime":"=1+1 <script>", "x": \u0007';

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const { evidence } = writeStory(usedFromHosting(), folder);
  const odd = join(folder, '=odd <b> `[x](y)`');
  mkdirSync(odd);
  const first = writeHostileTrail(odd, 'first.json', texts().slice(0, 20));
  const second = writeHostileTrail(odd, 'second.json', texts().slice(20));
  writeFileSync(second, `${readFileSync(second, 'utf8').slice(0, -2)},${REJECTED}`);
  const agents = join(odd, 'agents.ndjson');
  writeFileSync(agents, lines(AGENTS));
  const paths = [evidence, first, second, agents, OFFSETS];
  const about = { hunt: HOSTILE_HUNT, tree: OWN_TREE, name: NAME };
  one = await caseWith(paths, { ...about, clock: '2024-06-01T00:00:00Z' });
  other = await caseWith(paths.toReversed(), { ...about, clock: '2025-01-01T12:34:56Z' });
  for (const engine of [one, other]) await writeBeside(engine);
}, 240_000);

/** Three devices of the organisation that talked from one office on two days. */
const AGENTS = ['2024-05-01T08:00:00Z', '2024-05-01T09:00:00Z', '2024-05-02T10:00:00Z'].map((at, index) =>
  falcon({ device: index + 1, address: '81.2.69.142', at }),
);

/** Times with an offset and without one. */
const OFFSETS = join(import.meta.dirname, '../../electron/engine/sources/cef/sample.line.log');

const OWN_TREE = oneQuestion(
  `      kind: count
      where: { column: event_action, is: ListBuckets }
      within: { after_hours: 2 }
      needs: { datasets: [aws.cloudtrail], missing: AWS CloudTrail }`,
  `      many: { at_least: 2, reason: '{q}.', points: 10, next: verdict:bad }
      few: { reason: '{q}.', points: -10, next: verdict:good }`,
).replace('title: A tree', `title: '<img src=x onerror=alert(1)> \`\` [x](y)'`);

/** What a person adds to a case; the author and the time are not part of these exports. */
async function writeBeside(engine: Engine): Promise<void> {
  const client = createRouterClient(engine.router);
  const subject = { kind: 'entity' as const, entity: { kind: 'user' as const, value: NAME } };
  await client.marks.change({ subjects: [subject], starred: true, add_tags: ['odd <b>'] });
  await client.notes.add({ subject, body: `${NAME}\n\nsecond line` });
  await client.pictures.keep({ title: NAME, base64: pngOf().toString('base64') });
}

afterAll(async () => {
  await one.close();
  await other.close();
});

const kept = new Map<string, Promise<Map<string, Buffer>>>();
function filesOf(format: string): Promise<Map<string, Buffer>> {
  const files = kept.get(format) ?? exported(one, format);
  kept.set(format, files);
  return files;
}

async function textOf(format: string, name = ''): Promise<string> {
  const file = (await filesOf(format)).get(name);
  if (!file) throw new Error(`${format} has no file ${name}`);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
}

// eslint-disable-next-line no-control-regex -- these are exactly the characters to find
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Marks of direction, joiners, soft hyphens, fillers, tags, selectors. */
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff]|[\u{e0001}-\u{e01ef}]/u;

const ids = formats.map(({ id }) => id);

describe('every format', () => {
  test.each(ids)(
    '%s has the same bytes for the same evidence, whenever and in whatever order it was imported',
    async (id) => {
      const [files, others] = [await filesOf(id), await exported(other, id)];
      expect([...others.keys()]).toEqual([...files.keys()]);
      for (const [name, file] of files) {
        expect(file.length, `${id} ${name}`).toBeGreaterThan(0);
        expect(file.equals(others.get(name) ?? Buffer.alloc(0)), `${id} ${name} differs`).toBe(true);
      }
      expect(files.size > 1).toBe(formatOf(id).files === 'several' || formatOf(id).packed === true);
    },
  );

  test.each(ids)('%s says what it is for, in one sentence', (id) => {
    const { title, purpose, extension } = formatOf(id);
    expect(purpose).toMatch(/^[A-Z][^.]+(\.\d[^.]*)?\.$/);
    expect(title.length).toBeLessThan(40);
    expect(extension).toMatch(/^\.[a-z]+$/);
  });

  // What is not text has readers of its own.
  const written = ids.filter((id) => !['parquet', 'pdf'].includes(id));
  test.each(written)('%s holds no character that steers a terminal, and is UTF-8', async (id) => {
    for (const name of (await filesOf(id)).keys())
      expect(CONTROLS.exec(await textOf(id, name)), name).toBeNull();
  });
  test.each(written)('%s holds no character that turns the direction of writing or hides', async (id) => {
    for (const name of (await filesOf(id)).keys())
      expect(UNSEEN.exec(await textOf(id, name)), name).toBeNull();
  });

  test('is one folder with its own name as id', () => {
    const format = { ...formatOf('json'), id: 'other' };
    expect(() => collectFormats({ './json/format.ts': { format } })).toThrow(
      'format "other" lies in folder "json"',
    );
    expect(() => formatOf('docx')).toThrow('no such format: "docx"');
  });
});

test('H-X5 the JSON report keeps to its published schema and holds every value as it was', async () => {
  const report = validReport(await textOf('json'));
  const users = new Set(
    report.findings.filter(({ hunt }) => hunt === 'hostile-listing').map(({ entity }) => entity.value),
  );
  for (const [name, text] of Object.entries(HOSTILE)) expect(users.has(text), name).toBe(true);
  expect(report.case.name).toBe(NAME);
});

const named = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** Those values in which an apostrophe stands elsewhere than at their beginning. */
const KEPT_FROM_RUNNING: Readonly<Record<string, string>> = {
  tab: "'\t'=1+1",
  'carriage return': "'\r'=1+1",
  'line feed': "'\n'=1+1",
  'semicolon and bar': "a;'=1+1|b",
  'markdown table': "a | b\n|---|---|\n# head\n> quote\n'- item",
  newlines: 'one\ntwo\r\nthree[U+2028]four[U+2029]five\ufffdsix',
};

/** As a person reads it: what cannot be seen is named, controls too. */
const inWords = (text: string): string =>
  text.replaceAll(new RegExp(`[\\u0000-\\u001f\\u007f-\\u009f]|${UNSEEN.source}`, 'gu'), named);

const inTicket = (text: string): string =>
  inWords(text.length > 1000 ? `${text.slice(0, 1000)}… (${text.length} characters)` : text).replaceAll(
    '|',
    '\u00a6',
  );

describe('CSV', () => {
  const tables = ['evidence', 'events', 'findings', 'verdicts', 'profiles', 'rejects'];

  test.each(tables)(
    '%s.csv has rows of one length and no cell that a spreadsheet would run',
    async (name) => {
      const rows = readCsv(await textOf('csv', `${name}.csv`));
      expect(rows.length).toBeGreaterThan(1);
      expect(new Set(rows.map((row) => row.length)).size).toBe(1);
      for (const cell of rows.flat())
        if (/^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(cell))
          expect(cell).toMatch(/^-?\d+(\.\d+)?(e-\d+)?$/);
    },
  );

  test.each([';', '\t'])('no cell becomes a formula for a reader that splits at %j', async (separator) => {
    for (const name of tables) {
      const cells = cellsBetween(separator, await textOf('csv', `${name}.csv`));
      expect(cells.length).toBeGreaterThan(1);
      for (const cell of cells)
        if (/^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell))
          expect(cell, name).toMatch(/^-?\d+(\.\d+)?(e-\d+)?$/);
    }
  });

  test('every hostile value is in its table, whole but for apostrophes, controls and what cannot be seen', async () => {
    const [head = [], ...rows] = readCsv(await textOf('csv', 'events.csv'));
    expect(head[0]).toBe('timestamp');
    const at = head.indexOf('user_agent_original');
    const cells = new Set(rows.map((row) => row[at]));
    for (const [name, text] of Object.entries(HOSTILE)) {
      const shown = text
        .replaceAll(new RegExp(CONTROLS, 'g'), '\ufffd')
        .replaceAll(new RegExp(UNSEEN.source, 'gu'), named);
      const expected = KEPT_FROM_RUNNING[name] ?? (/^[=+\-@\uff1d]/.test(shown) ? `'${shown}` : shown);
      expect(cells.has(expected), name).toBe(true);
    }
  });

  test('another reader finds the same cells', async () => {
    const folder = await folderOf('csv');
    for (const name of tables) {
      const rows = readCsv(await textOf('csv', `${name}.csv`));
      const read = await elsewhere(
        `SELECT * FROM read_csv($path, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', max_line_size = 4000000, strict_mode = true)`,
        join(folder, `${name}.csv`),
      );
      expect(read.length, name).toBe(rows.length - 1);
      expect(read.map((row) => Object.values(row).map((cell) => cell ?? '')).sort()).toEqual(
        rows.slice(1).sort(),
      );
    }
  });

  test('begins with a byte order mark by choice only', async () => {
    const plain = await filesOf('csv');
    const marked = await exported(one, 'csv', { bom: true });
    for (const name of tables.map((table) => `${table}.csv`)) {
      expect(plain.get(name)?.toString('utf8').startsWith(BOM)).toBe(false);
      expect(marked.get(name)?.toString('utf8')).toBe(BOM + (plain.get(name)?.toString('utf8') ?? ''));
    }
  });

  test('is listed with hashes that sha256sum checks', async () => {
    const lines = (await textOf('csv', '_SHA256SUMS')).trimEnd().split('\n');
    expect(lines.map((line) => line.slice(66))).toEqual(tables.map((table) => `${table}.csv`));
    expect(lines.every((line) => /^[0-9a-f]{64} {2}\S+$/.test(line))).toBe(true);
  });
});

const linesOf = async (format: string): Promise<Row[]> =>
  (await textOf(format))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);

test('the JSON lines hold every value as it was', async () => {
  const users = new Set((await linesOf('jsonl')).map((line) => line['user.name']));
  for (const [name, text] of Object.entries(HOSTILE)) expect(users.has(text), name).toBe(true);
});

test('Timesketch is given what it cannot do without, and no value that its index cuts by itself', async () => {
  const lines = await linesOf('timesketch');
  expect(lines).toHaveLength((await linesOf('jsonl')).length);
  for (const line of lines) {
    expect(line['message']).toMatch(/\S/);
    expect(line['datetime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
    expect(line['timestamp_desc']).toBe('Event Logged');
    expect(line['timestamp']).toBe(Date.parse(String(line['datetime'])) * 1000);
    for (const value of Object.values(line)) {
      expect(Buffer.byteLength(String(value))).toBeLessThanOrEqual(32_766);
      expect(typeof value).not.toBe('object');
    }
  }
  const trail = lines.filter((line) => line['event_dataset'] === 'aws.cloudtrail');
  expect(new Set(trail.map((line) => line['data_type']))).toEqual(new Set(['aws:cloudtrail:entry']));
  expect(trail.some((line) => line['event_name'] === 'ListBuckets')).toBe(true);
  const users = new Set(lines.map((line) => line['user_name']));
  for (const [name, text] of Object.entries(HOSTILE))
    expect(users.has(new TextDecoder().decode(Buffer.from(text).subarray(0, 32_766))), name).toBe(true);
  const long = lines.filter((line) => String(line['user_name']).startsWith('start xxx'));
  expect(long[0]?.['truncated']).toContain('user_agent_original');
  const wide = lines.find((line) => String(line['user_name']).startsWith('éé'));
  expect(wide?.['user_name']).toBe('é'.repeat(16_383));
});

describe('Parquet', () => {
  test('every event is in the file of its day and log, with every value as it was', async () => {
    const folder = await folderOf('parquet');
    const rows = await elsewhere(
      'SELECT * FROM read_parquet($path, hive_partitioning = true)',
      join(folder, '**/*.parquet'),
    );
    const events = await linesOf('jsonl');
    expect(rows).toHaveLength(events.length);
    for (const row of rows) {
      expect(row['source']).toBe(row['event_dataset']);
      expect(String(row['timestamp']).slice(0, 10)).toBe(String(row['day']));
    }
    const users = new Set(rows.map((row) => row['user_name']));
    for (const [name, text] of Object.entries(HOSTILE)) expect(users.has(text), name).toBe(true);
    expect(rows.map((row) => row['event_id']).sort()).toEqual(
      events.map((event) => event['event.id'] ?? null).sort(),
    );
  });

  test('its files are in order of time and place', async () => {
    const folder = await folderOf('parquet');
    for (const name of (await filesOf('parquet')).keys()) {
      if (!name.endsWith('.parquet')) continue;
      const path = join(folder, name);
      const rows = await elsewhere('SELECT timestamp, evidence_path, record FROM read_parquet($path)', path);
      const ordered = await elsewhere(
        'SELECT timestamp, evidence_path, record FROM read_parquet($path) ORDER BY timestamp, evidence_path, evidence_member NULLS FIRST, evidence_sha256, record',
        path,
      );
      expect(rows).toEqual(ordered);
    }
  });

  /** `npx vitest run test/report -u` writes the file again. */
  test('its schema is the documented one', async () => {
    const [name = ''] = (await filesOf('parquet')).keys();
    const columns = await elsewhere(
      'SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet($path, hive_partitioning = false))',
      join(await folderOf('parquet'), name),
    );
    const lines = columns.map(
      ({ column_name, column_type }) => `| ${String(column_name)} | ${String(column_type)} |`,
    );
    const text = `${DOCUMENT}\n| column | type |\n|---|---|\n${lines.join('\n')}\n`;
    await expect(await pretty(text, { parser: 'markdown' })).toMatchFileSnapshot(
      join(import.meta.dirname, '../../docs/parquet.md'),
    );
  });

  test('no log can name a folder that leads elsewhere or is taken for that of another', () => {
    const taken = new Set<string>();
    const folder = (event_dataset: string | null) =>
      partitionFolder({ day: '2024-05-01', first_microsecond: '0', event_dataset }, taken);
    expect(folder('aws.cloudtrail')).toBe('day=2024-05-01/source=aws.cloudtrail');
    expect(folder('../../etc')).toBe('day=2024-05-01/source=..%2F..%2Fetc');
    expect(folder(null)).toBe('day=2024-05-01/source=__HIVE_DEFAULT_PARTITION__');
    expect(folder('AWS.cloudtrail')).toMatch(/source=AWS\.cloudtrail-[0-9a-f]{16}$/);
    const names = [...texts(), ...texts().map((text) => `${text}2`)].map(folder);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^day=2024-05-01\/source=[\w.%-]{1,140}$/);
  });
});

const DOCUMENT = `# The Parquet export

\`interloper report CASE --parquet DIR\` writes every event of a case to \`DIR/day=YYYY-MM-DD/source=LOG/events.parquet\`, one file for each
day of UTC and log. The names are those that Hive gives partitions, so that Trino, Spark, ClickHouse and DuckDB read \`day\` and \`source\` as
columns; \`source\` is \`event_dataset\`, escaped as in a URL, and \`__HIVE_DEFAULT_PARTITION__\` where the log is not known. Within a file the
events stand in order of time, file and record, in groups of 122,880 rows, compressed with Zstandard. The same evidence and version give the
same bytes. \`_SHA256SUMS\` lists the files as \`sha256sum --check\` takes them.

\`timestamp\` is UTC in microseconds. What is not known is null. \`evidence_path\`, \`evidence_member\` and \`record\` say where the record stands
that the event was read from, and \`evidence_sha256\` in which file.
`;

interface StixObject extends Record<string, unknown> {
  type: string;
  id: string;
}

describe('STIX', () => {
  const bundle = async () => JSON.parse(await textOf('stix')) as { objects: StixObject[] };

  test('keeps to the standard, and every object that is referred to is there, once, before it is', async () => {
    const read = await bundle();
    expect(isStix(read), JSON.stringify(isStix.errors?.slice(0, 5))).toBe(true);
    const known = new Set<string>();
    for (const object of read.objects) {
      const refs = Object.entries(object).flatMap(([name, value]) =>
        /_refs?$/.test(name) ? [value].flat() : [],
      );
      for (const ref of refs)
        expect(known.has(String(ref)), `${object.id} refers to ${String(ref)}`).toBe(true);
      expect(known.has(object.id)).toBe(false);
      known.add(object.id);
    }
    const types = new Set(read.objects.map(({ type }) => type));
    for (const type of [
      'identity',
      'observed-data',
      'note',
      'attack-pattern',
      'user-account',
      'ipv4-addr',
      'report',
    ])
      expect(types.has(type), type).toBe(true);
  });

  test('holds hostile accounts as they were, and no technique that is none', async () => {
    const { objects } = await bundle();
    const logins = new Set(objects.map((object) => object['account_login']));
    for (const [name, text] of Object.entries(HOSTILE)) expect(logins.has(text), name).toBe(true);
    const techniques = objects
      .filter(({ type }) => type === 'attack-pattern')
      .map((object) => object['name']);
    expect(techniques).toContain('T1526');
    expect(techniques.every((name) => /^T\d{4}(\.\d{3})?$/.test(String(name)))).toBe(true);
  });

  test('gives an address the id that the standard gives it, and escapes patterns', () => {
    expect(observableId('ipv4-addr', { value: '198.51.100.3' })).toBe(
      'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
    );
    expect(observableId('domain-name', { value: 'example.com' })).toBe(
      'domain-name--bedb4899-d24b-5401-bc86-8f6b4cc18ec7',
    );
    expect(patternOf({ kind: 'domain', value: "a' OR '\\" })).toBe("[domain-name:value = 'a\\' OR \\'\\\\']");
    expect(patternOf({ kind: 'file_hash', value: 'A'.repeat(64) })).toBe(
      `[file:hashes.'SHA-256' = '${'a'.repeat(64)}']`,
    );
    expect(patternOf({ kind: 'address', value: "1.2.3.4' OR" })).toBeNull();
    expect(patternOf({ kind: 'user', value: 'ada' })).toBeNull();
  });
});

test('the layer is one that ATT&CK Navigator opens, and counts only what is a technique', async () => {
  const layer = JSON.parse(await textOf('navigator')) as {
    techniques: { techniqueID: string; comment: string }[];
  };
  expect(isLayer(layer), JSON.stringify(isLayer.errors)).toBe(true);
  expect(layer.techniques.map(({ techniqueID }) => techniqueID)).toContain('T1526');
  const sorted = layer.techniques.map(({ techniqueID }) => techniqueID);
  expect(sorted).toEqual(sorted.toSorted());
});

test('H-X5 whatever a hunt is named, the layer holds its name as text that can be seen', async () => {
  const { desk, info } = await pdfCase();
  const findings = texts().map((title, index) => ({
    ...FINDING,
    finding_id: `f${index}`,
    hunt: `h${index}`,
    title,
  }));
  const readers = {
    ...info.readers,
    findings: (_desk: unknown, { offset }: { offset: number }) =>
      Promise.resolve({ total: findings.length, findings: findings.slice(offset) }),
  };
  let file = '';
  await formatOf('navigator').write({ desk, info: { ...info, readers } } as unknown as ExportContext, {
    file: (_name, work) => work((piece) => Promise.resolve(void (file += String(piece)))),
  });
  const layer = JSON.parse(file) as { techniques: { metadata: { name: string }[] }[] };
  expect(isLayer(layer), JSON.stringify(isLayer.errors)).toBe(true);
  expect(UNSEEN.exec(file)).toBeNull();
  const names = new Set(layer.techniques.flatMap(({ metadata }) => metadata).map(({ name }) => name));
  for (const [name, text] of Object.entries(HOSTILE)) expect(names.has(inWords(text)), name).toBe(true);
});

describe('Markdown', () => {
  test('no value stands outside of a code span', async () => {
    const outside = withoutSpans(await textOf('markdown'));
    for (const word of ['evil', 'script', 'onerror', 'javascript', '<', '>', '@', '](', '![', '\\', '|'])
      expect(outside.includes(word), word).toBe(false);
    expect(outside).toMatch(/^[\w\s#*,.:()=+;…&-]*$/);
  });

  test('every hostile value is read back from its code span', async () => {
    const spans = new Set(spansOf(await textOf('markdown')));
    for (const [name, text] of Object.entries(HOSTILE)) expect(spans.has(inTicket(text)), name).toBe(true);
    expect(spans.has('invoice[U+202E]gpj.exe [U+2067]abc[U+2069] [U+200F]')).toBe(true);
    expect([...spans].some((span) => /^start x{994}… \(1048586 characters\)$/.test(span))).toBe(true);
  });
});

/** Code spans by the rule of CommonMark 6.1: from a run of backticks to the next of the same length. */
function* spansAt(text: string): Generator<[from: number, to: number, content: string]> {
  for (let at = 0; at < text.length;) {
    const begin = /`+/g;
    begin.lastIndex = at;
    const opening = begin.exec(text);
    if (!opening) return;
    const [fence] = opening;
    const from = opening.index + fence.length;
    const closing = new RegExp(`(?<!\`)${fence}(?!\`)`, 'g');
    closing.lastIndex = from;
    const end = closing.exec(text);
    if (!end) throw new Error(`a code span at ${opening.index} has no end`);
    const content = text.slice(from, end.index);
    const isPadded = content.startsWith(' ') && content.endsWith(' ') && content.trim() !== '';
    at = end.index + fence.length;
    yield [opening.index, at, isPadded ? content.slice(1, -1) : content];
  }
}
const spansOf = (text: string): string[] => [...spansAt(text)].map(([, , content]) => content);
function withoutSpans(text: string): string {
  let rest = '';
  let last = 0;
  for (const [from, to, content] of spansAt(text)) {
    expect(content).not.toContain('\n');
    rest += text.slice(last, from);
    last = to;
  }
  return rest + text.slice(last);
}

describe('HTML', () => {
  test('holds nothing but our own elements, and every value as text', async () => {
    const window = new Window();
    const document = new window.DOMParser().parseFromString(await textOf('html'), 'text/html');
    const elements = [...document.querySelectorAll('*')];
    const names = new Set(elements.map(({ tagName }) => tagName.toLowerCase()));
    const ours =
      'html head meta title style body h1 h2 h3 h4 p dl dt dd ul ol li article table tbody tr th td code strong a br img pre'.split(
        ' ',
      );
    expect([...names].filter((name) => !ours.includes(name))).toEqual([]);
    for (const element of elements)
      for (const { name, value } of [...element.attributes]) {
        expect(ATTRIBUTES, name).toContain(name);
        if (name === 'href') expect(value).toMatch(/^#/);
        if (name === 'src') expect(value).toBe(`data:image/png;base64,${pngOf().toString('base64')}`);
      }
    const policy = document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'$/,
    );
    const values = new Set([...document.querySelectorAll('dd')].map(({ textContent }) => textContent));
    for (const [name, text] of Object.entries(HOSTILE)) expect(values.has(inWords(text)), name).toBe(true);
    await window.happyDOM.close();
  });

  test('tells what the JSON report tells: evidence, rejects, coverage, notes, marks, hunts and pictures', async () => {
    const report = validReport(await textOf('json'));
    const window = new Window();
    const document = new window.DOMParser().parseFromString(await textOf('html'), 'text/html');
    const shown = NAME.replace('\u202e', '[U+202E]');
    const tableAfter = (title: string) => {
      const head = [...document.querySelectorAll('h2')].find((one) => one.textContent === title);
      return [...(head?.nextElementSibling?.querySelectorAll('tr') ?? [])].slice(1);
    };
    expect(tableAfter('Evidence').map((row) => row.querySelector('code')?.textContent)).toEqual(
      report.evidence.map(({ sha256 }) => sha256),
    );
    expect(tableAfter('Rejected records')).toHaveLength(
      report.evidence.reduce((sum, { rejects }) => sum + rejects.length, 0),
    );
    expect(tableAfter('Rejected records').length).toBeGreaterThan(0);
    expect(tableAfter('Coverage').map((row) => row.querySelector('td')?.textContent)).toEqual(
      report.coverage.sources.map(({ event_dataset }) => event_dataset),
    );
    const hunts = tableAfter('Hunts').map((row) => row.querySelectorAll('td')[1]?.textContent);
    for (const { hunt } of report.findings) expect(hunts).toContain(hunt);
    const articles = [...document.querySelectorAll('article')].map(({ textContent }) => textContent);
    expect(articles.some((text) => text.includes(`user ${shown}`) && text.includes('second line'))).toBe(
      true,
    );
    const lines = [...document.querySelectorAll('p')].map(({ textContent }) => textContent);
    expect(lines).toContain(`user ${shown}: starred, odd <b>`);
    const entriesAfter = (title: string, tag: string) => {
      const found = [];
      let next = [...document.querySelectorAll('h2')].find(
        (one) => one.textContent === title,
      )?.nextElementSibling;
      for (; next && next.tagName !== 'H2'; next = next.nextElementSibling)
        if (next.tagName === tag) found.push(next.textContent);
      return found;
    };
    const keys = entriesAfter('Where keys come from', 'ARTICLE');
    expect(keys).toHaveLength(report.lineage.length);
    report.lineage.forEach((one, at) => {
      expect(keys[at]).toContain(one.access_key_id);
      if (one.issuance) expect(keys[at]).toContain(one.issuance.timestamp);
    });
    const { learned } = report.known_networks;
    expect(
      tableAfter('Networks learned from agents').map((row) => row.querySelector('td')?.textContent),
    ).toEqual(learned.map(({ prefix }) => prefix));
    expect(tableAfter('How times were written').map((row) => row.querySelector('td')?.textContent)).toEqual(
      report.coverage.offsets.map(({ source }) => source),
    );
    expect([report.lineage, learned, report.coverage.offsets, report.own_trees, report.own_hunts]).toSatisfy(
      (lists: unknown[][]) => lists.every((list) => list.length > 0),
    );
    const ownTrees = entriesAfter('Decision trees of the case itself', 'ARTICLE');
    report.own_trees.forEach((one, at) => expect(ownTrees[at]).toContain(one.sha256));
    expect(ownTrees).toHaveLength(report.own_trees.length);
    expect(
      entriesAfter('Hunts of the case itself', 'P').map((text) =>
        report.own_hunts.some(({ sha256 }) => text.includes(sha256)),
      ),
    ).toEqual(report.own_hunts.map(() => true));
    expect([...document.querySelectorAll('img')].map((one) => one.getAttribute('alt'))).toEqual([shown]);
    await window.happyDOM.close();
  });
});

const ATTRIBUTES = [
  ...['lang', 'charset', 'http-equiv', 'content', 'name', 'id', 'href', 'class', 'colspan'],
  ...['alt', 'width', 'src'],
];

async function folderOf(format: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  for (const [name, file] of await filesOf(format)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), file);
  }
  return folder;
}

/** Asks a DuckDB of its own, which may read files. */
async function elsewhere(statement: string, path: string): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    const prepared = await connection.prepare(statement);
    prepared.bind({ path });
    return await (await prepared.run()).getRowObjectsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
