import { LIMIT_DEFAULTS, LIMIT_NAMES, type Limits } from '../../shared/limits.ts';
import type { Connection } from './db/database.ts';
import { sql } from './db/sql.ts';

const PREFIX = 'limit.';

/** The limits of the case; what was not set is as it is by itself. */
export async function readLimits(connection: Connection): Promise<Limits> {
  const rows = await connection.rows<{ name: string; value: string }>(
    sql`SELECT name, value FROM meta WHERE starts_with(name, ${PREFIX})`,
  );
  const kept = new Map(rows.map(({ name, value }) => [name.slice(PREFIX.length), Number(value)]));
  const values = LIMIT_NAMES.map((name) => [name, kept.get(name) ?? LIMIT_DEFAULTS[name]]);
  return Object.fromEntries(values) as Limits;
}

/** Keeps these limits in the case, and no others. */
export async function saveLimits(
  connection: Connection,
  limits: { [name in keyof Limits]?: number | undefined },
): Promise<Limits> {
  await connection.transaction(async () => {
    await connection.run(sql`DELETE FROM meta WHERE starts_with(name, ${PREFIX})`);
    for (const [name, value] of Object.entries(limits))
      if (value !== undefined)
        await connection.run(sql`INSERT INTO meta VALUES (${PREFIX + name}, ${String(value)})`);
  });
  return readLimits(connection);
}
