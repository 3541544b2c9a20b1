import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFile } from '../../../../shared/model.ts';
import { Database } from '../../db/database.ts';
import { migrate } from '../../db/schema.ts';
import { fixed } from '../../db/sql.ts';
import { clientRules } from './client-rules.ts';
import { enrichClients } from './enrich-clients.ts';
import { parseUserAgent } from './parse-user-agent.ts';
import { CASES } from './user-agents.cases.ts';

let database: Database;

beforeEach(async () => {
  database = await Database.open({
    path: ':memory:',
    workDirectory: mkdtempSync(join(tmpdir(), 'interloper-clients-')),
  });
  await migrate(database.job, 0);
});

afterEach(() => database.close());

const insert = (texts: readonly string[]) =>
  database.job.run(
    fixed(
      'INSERT INTO clients (client_key, user_agent_original) SELECT generate_subscripts($texts::VARCHAR[], 1), unnest($texts::VARCHAR[])',
      { texts },
    ),
  );
const stored = () => database.job.rows('SELECT * EXCLUDE (client_key) FROM clients ORDER BY client_key');

test('S-N3 every row of clients gets what its text says, once', async () => {
  await insert(CASES.map((one) => one.text));
  expect(await enrichClients(database.job)).toBe(CASES.length);
  expect(await stored()).toEqual(
    CASES.map(({ text, expected }) => ({ user_agent_original: text, ...expected })),
  );
  expect(await enrichClients(database.job)).toBe(0);
});

test('only rows without a kind are read; a row without a text is unknown', async () => {
  await database.job.run(
    "INSERT INTO clients (client_key, user_agent_original, client_name, client_kind) VALUES (1, 'curl/8.4.0', 'kept', 'script'), (2, NULL, NULL, NULL), (3, '', NULL, NULL)",
  );
  expect(await enrichClients(database.job)).toBe(2);
  expect(await database.job.rows('SELECT client_name, client_kind FROM clients ORDER BY client_key')).toEqual(
    [
      { client_name: 'kept', client_kind: 'script' },
      { client_name: null, client_kind: 'unknown' },
      { client_name: null, client_kind: 'unknown' },
    ],
  );
});

test('more rows than one batch holds', async () => {
  const texts = Array.from({ length: 45_000 }, (_, index) => `curl/8.${index}`);
  await insert(texts);
  expect(await enrichClients(database.job)).toBe(texts.length);
  const wrong = await database.job.row(
    "SELECT count(*) AS n FROM clients WHERE client_name IS DISTINCT FROM 'curl' OR user_agent_original <> 'curl/' || client_version",
  );
  expect(wrong).toEqual({ n: 0 });
});

test('quotes and what is no Latin text pass unharmed', async () => {
  const texts = ["x'; DROP TABLE clients; --/1", 'Überwachung/2', '日本/3', 'a"b/4', 'nul\u0001/5'];
  await insert(texts);
  expect(await enrichClients(database.job)).toBe(texts.length);
  expect(await stored()).toEqual(
    texts.map((text) => ({ user_agent_original: text, ...parseUserAgent(text) })),
  );
});

test('the data note names its sources', () => {
  expect(DataFile.parse(clientRules)).toEqual(clientRules);
  expect(clientRules.attribution).toContain('ua-parser-js 1.0.41');
  expect(clientRules.licence).toBe('MIT');
  expect(clientRules.entries).toBeGreaterThan(200);
});
