import type { Connection } from '../db/database.ts';
import { join, name, sql, type Statement } from '../db/sql.ts';
import { invalidate } from '../desk/memo.ts';
import { ABOUT, NAMES, OF_THE_EVIDENCE } from './columns.ts';
import { redactedOwn } from './own-json.ts';
import type { Redactor } from './redactor.ts';
import { textColumns } from './text-columns.ts';

/** Texts that are in memory at once. */
const TOGETHER = 20_000;

/**
 * Lays temporary tables over those of the case, of the same names, in which every text is redacted: what is read on this connection from
 * now on, by whatever statement or view, has pseudonyms.
 */
export async function shadow(connection: Connection, redactor: Redactor): Promise<void> {
  await unshadow(connection);
  await connection.run('CREATE TEMP TABLE pseudonyms AS SELECT * FROM pseudonyms LIMIT 0');
  for (const { table, columns } of await textColumns(connection))
    await shadowTable(connection, table, columns, redactor);
  invalidate(connection);
}

/** Takes them away, also those that an export left which was stopped. */
export async function unshadow(connection: Connection): Promise<void> {
  const tables = await connection.rows<{ table_name: string }>(
    'SELECT table_name FROM duckdb_tables() WHERE temporary',
  );
  for (const { table_name } of tables) await connection.run(sql`DROP TABLE temp.${name(table_name)}`);
  invalidate(connection);
}

/** Values of a column, and what stands for them. */
interface Changed {
  column: string;
  about: string | undefined;
  table: string;
}

async function shadowTable(
  connection: Connection,
  table: string,
  columns: readonly string[],
  redactor: Redactor,
): Promise<void> {
  const changed: Changed[] = [];
  for (const column of columns) {
    const values = { column, about: ABOUT[table]?.[column], table: `redacted_${table}_${column}` };
    if (await redactColumn(connection, table, values, redactor)) changed.push(values);
  }
  if (changed.length > 0) {
    await connection.run(
      sql`CREATE TEMP TABLE ${name(table)} AS SELECT t.* REPLACE (${join(changed.map(valueOf), ', ')})
          FROM ${name(table)} t ${join(changed.map(joinOf), ' ')} ORDER BY t.rowid`,
    );
  }
  for (const values of changed) await connection.run(sql`DROP TABLE temp.${name(values.table)}`);
}

const valueOf = ({ column, table }: Changed): Statement =>
  sql`coalesce(${name(table)}.redacted, t.${name(column)}) AS ${name(column)}`;

const joinOf = ({ column, about, table }: Changed): Statement =>
  about === undefined
    ? sql`LEFT JOIN ${name(table)} ON ${name(table)}.value = t.${name(column)}`
    : sql`LEFT JOIN ${name(table)} ON ${name(table)}.value = t.${name(column)} AND ${name(table)}.about = t.${name(about)}`;

/** Keeps every value of the column that redaction changes; whether there is any. */
async function redactColumn(
  connection: Connection,
  table: string,
  { column, about, table: kept }: Changed,
  redactor: Redactor,
): Promise<boolean> {
  const subject = about === undefined ? sql`NULL::VARCHAR` : sql`t.${name(about)}`;
  await connection.run(
    sql`CREATE TEMP TABLE redacted_texts AS SELECT (row_number() OVER ())::INTEGER AS n, * FROM (
          SELECT DISTINCT t.${name(column)} AS value, ${subject} AS about FROM ${name(table)} t WHERE t.${name(column)} IS NOT NULL)`,
  );
  try {
    return await redactTexts(connection, kept, redactionOf(table, column, redactor));
  } finally {
    await connection.run('DROP TABLE temp.redacted_texts');
  }
}

interface Text {
  value: string;
  about: string | null;
}

type Redaction = (text: Text) => string;

async function redactTexts(connection: Connection, kept: string, redact: Redaction): Promise<boolean> {
  let found = false;
  for (let after = 0; ; after += TOGETHER) {
    const texts = await connection.rows<Text>(
      sql`SELECT value, about FROM redacted_texts WHERE n > ${after} AND n <= ${after + TOGETHER}`,
    );
    if (texts.length === 0) return found;
    const changed = texts.flatMap((text) => {
      const redacted = redact(text);
      return redacted === text.value ? [] : [{ ...text, redacted }];
    });
    if (changed.length === 0) continue;
    if (!found)
      await connection.run(
        sql`CREATE TEMP TABLE ${name(kept)} (value VARCHAR, about VARCHAR, redacted VARCHAR)`,
      );
    found = true;
    await connection.append(kept, [
      changed.map((one) => one.value),
      changed.map((one) => one.about),
      changed.map((one) => one.redacted),
    ]);
  }
}

function redactionOf(table: string, column: string, redactor: Redactor): Redaction {
  if (NAMES[table]?.includes(column)) return ({ value }) => redactor.whole(value);
  if (table === 'rejects' && column === 'excerpt') return ({ value }) => redactor.beginning(value);
  if (OF_THE_EVIDENCE.has(table)) return ({ value }) => redactor.record(value);
  return ({ value, about }) => redactedOwn(value, redactor, about ?? undefined);
}
