import type { Pseudonym } from '../../../shared/redaction.ts';
import type { Connection, Database } from '../db/database.ts';
import { insertRows } from '../db/insert-rows.ts';
import { name, sql } from '../db/sql.ts';
import { inTurn } from '../db/turns.ts';
import type { EngineState } from '../engine-state.ts';
import { Collected } from './collected.ts';
import { NAMES } from './columns.ts';
import { KnownPseudonyms } from './known-pseudonyms.ts';
import { newPseudonyms } from './number-pseudonyms.ts';
import { textColumns } from './text-columns.ts';

/** The last key of a case, and how many acts its audit log had then. */
const last = new WeakMap<Database, { acts: number; key: KnownPseudonyms }>();

/**
 * The key for all that the case holds now: what it lacks is added first, and stays. Nothing is looked through again where nobody did
 * anything since.
 */
export async function wholeKey(engine: EngineState, signal?: AbortSignal): Promise<KnownPseudonyms> {
  const { database } = engine.case;
  return inTurn(database.asking, signal, async (connection) => {
    const { acts } = await connection.row<{ acts: number }>('SELECT count(*) AS acts FROM audit_log');
    const kept = last.get(database);
    if (kept?.acts === acts && !engine.running) return kept.key;
    const key = await makeKey(engine, connection);
    if (!engine.running) last.set(database, { acts, key });
    return key;
  });
}

async function makeKey(engine: EngineState, connection: Connection): Promise<KnownPseudonyms> {
  const services = await servicesOf(connection);
  const collected = await collect(connection, services);
  const key = await readKey(connection);
  const added = newPseudonyms(collected, key);
  await engine.writing((writing) => addTo(writing, added));
  return new KnownPseudonyms([...key, ...added], services);
}

const readKey = (connection: Connection): Promise<Pseudonym[]> =>
  connection.rows<Pseudonym>('SELECT kind, value, pseudonym FROM pseudonyms');

const COLUMNS = { kind: 'VARCHAR', value: 'VARCHAR', pseudonym: 'VARCHAR' } as const;

const TOGETHER = 10_000;

async function addTo(writing: Connection, added: readonly Pseudonym[]): Promise<void> {
  for (let from = 0; from < added.length; from += TOGETHER)
    await insertRows(writing, 'pseudonyms', COLUMNS, added.slice(from, from + TOGETHER));
}

/** Names of hosts that are services of a log itself, which a reader needs and which name nobody. */
async function servicesOf(connection: Connection): Promise<Set<string>> {
  const rows = await connection.rows<{ service: string }>(
    `SELECT DISTINCT event_provider AS service FROM actions WHERE event_provider LIKE '%.%'
     UNION SELECT invoked_by FROM principals WHERE invoked_by LIKE '%.%'`,
  );
  return new Set(rows.map(({ service }) => service.toLowerCase()));
}

/** What may be an e-mail, an address, a web page or somebody's folder. */
const BY_FORM = String.raw`@|%40|[0-9]\.[0-9]+\.[0-9]+\.[0-9]|::|(?i)(?:[0-9a-f]{1,4}:){7}|:\\?/\\?/|(?i)[\\/](?:home|users)[\\/]`;

async function collect(connection: Connection, services: ReadonlySet<string>): Promise<Collected> {
  const collected = new Collected(services);
  for (const [table, columns] of Object.entries(NAMES))
    for (const column of columns)
      if (
        ['users', 'people', 'hosts'].includes(table) ||
        column === 'principal_arn' ||
        column === 'principal_id'
      )
        for (const value of await distinct(connection, table, column)) addName(collected, column, value);
  for (const value of await distinct(connection, 'urls', 'url_domain')) addHost(collected, value);
  for (const value of await distinct(connection, 'indicators', 'host')) addHost(collected, value);
  for (const { table, columns } of await textColumns(connection))
    for (const column of columns)
      for await (const rows of connection.stream<{ value: string }>(
        sql`SELECT DISTINCT ${name(column)} AS value FROM ${name(table)} WHERE regexp_matches(${name(column)}, ${BY_FORM})`,
      ))
        for (const { value } of rows) collected.text(value);
  return collected;
}

function addName(collected: Collected, column: string, value: string): void {
  if (column === 'host_name') collected.device(value);
  else if (!/^principal/.test(column) || /^arn:|^A[A-Z0-9]{15,}:/.test(value)) collected.user(value);
}

function addHost(collected: Collected, value: string): void {
  if (/^[0-9a-f.:]+$/i.test(value)) collected.address(value);
  collected.host(value, null);
}

async function distinct(connection: Connection, table: string, column: string): Promise<string[]> {
  const rows = await connection.rows<{ value: string }>(
    sql`SELECT DISTINCT ${name(column)} AS value FROM ${name(table)} WHERE ${name(column)} IS NOT NULL`,
  );
  return rows.map(({ value }) => value);
}
