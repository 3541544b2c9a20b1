import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { ABOUT, KEPT, NAMES } from '../../electron/engine/redact/columns.ts';
import { KnownPseudonyms } from '../../electron/engine/redact/known-pseudonyms.ts';
import { Redactor } from '../../electron/engine/redact/redactor.ts';
import { shadow, unshadow } from '../../electron/engine/redact/shadow.ts';
import { textColumns } from '../../electron/engine/redact/text-columns.ts';
import { REDACTIONS } from '../../shared/redaction.ts';
import { emptyCase } from '../support/desk-seed.ts';
import { caseWith } from '../support/exported.ts';
import { HOSTILE, writeHostileTrail } from '../support/hostile.ts';

const ADA = [{ kind: 'user', value: 'ada', pseudonym: 'user-0001' }] as const;

test('what is kept, is a name, or is a sentence about one is a text column of the schema', async () => {
  const { redacted } = await emptyCase();
  const rows = await redacted.rows<{ column: string }>(
    "SELECT table_name || '.' || column_name AS column FROM duckdb_columns() WHERE data_type = 'VARCHAR' AND NOT internal",
  );
  const all = new Set(rows.map((row) => row.column));
  for (const [table, columns] of [...Object.entries(KEPT), ...Object.entries(NAMES)])
    for (const column of columns) expect(all.has(`${table}.${column}`), `${table}.${column}`).toBe(true);
  for (const [table, columns] of Object.entries(ABOUT))
    for (const column of Object.entries(columns).flat())
      expect(all.has(`${table}.${column}`), column).toBe(true);
});

test('every other text column of every table is redacted for tables and views, on this connection alone', async () => {
  const { job, desk, redacted } = await emptyCase();
  await job.run("INSERT INTO users VALUES (7, 'ada', 'ada')");
  await job.run("INSERT INTO pseudonyms VALUES ('user', 'ada', 'user-0001')");
  await job.run(
    "INSERT INTO event_facts BY NAME SELECT 1 AS evidence_id, 1 AS record, now()::TIMESTAMP AS timestamp, 7 AS user_key, 'by ada' AS error_message",
  );
  await shadow(redacted, new Redactor(new KnownPseudonyms(ADA, new Set()), REDACTIONS));
  const asked = 'SELECT user_name, person, error_message FROM events';
  expect(await redacted.rows(asked)).toEqual([
    { user_name: 'user-0001', person: 'user-0001', error_message: 'by user-0001' },
  ]);
  expect(await redacted.rows('SELECT * FROM pseudonyms')).toEqual([]);
  expect(await redacted.rows('SELECT user_name FROM main.users')).toEqual([{ user_name: 'user-0001' }]);
  expect(await desk.rows(asked)).toEqual([{ user_name: 'ada', person: 'ada', error_message: 'by ada' }]);
  await unshadow(redacted);
  expect(await redacted.rows(asked)).toEqual(await desk.rows(asked));
  const columns = (await textColumns(redacted)).flatMap(({ table, columns: own }) =>
    own.map((one) => `${table}.${one}`),
  );
  for (const one of [
    'users.user_name',
    'event_facts.event_detail',
    'notes.body',
    'evidence.path',
    'own_trees.text',
  ])
    expect(columns).toContain(one);
});

test('H-X5 a redacted export that is stopped leaves nothing that the next one would read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const engine = await caseWith([writeHostileTrail(folder, 'a.json', [HOSTILE['homoglyph'] ?? ''])], {
    clock: '2024-06-01T00:00:00Z',
  });
  const client = createRouterClient(engine.router);
  const write = (name: string, signal?: AbortSignal) =>
    client.report.export(
      { format: 'jsonl', path: join(folder, name), redact: [...REDACTIONS] },
      signal && { signal },
    );
  await write('first.jsonl');
  for (const after of [1, 40, 120])
    await write('stopped.jsonl', AbortSignal.timeout(after)).catch(() => undefined);
  await write('again.jsonl');
  const text = readFileSync(join(folder, 'again.jsonl'), 'utf8');
  expect(text).toBe(readFileSync(join(folder, 'first.jsonl'), 'utf8'));
  expect(text).toMatch(/"user\.name":"user-\d{4}@domain-\d{4}\.example"/);
  await engine.close();
}, 60_000);
