import type { Connection } from '../db/database.ts';
import { name, sql } from '../db/sql.ts';
import { MEMBERS } from './prepare.ts';

/**
 * A file that is read anew, since a password may now open what was locked in it: its lines have this in their number while they are
 * made, and take the place of the old ones all at once.
 */
export const RENEWED = MEMBERS / 2;

const TABLES = ['event_facts', 'rejects', 'copies', 'repairs', 'evidence'] as const;

export interface ToRenew {
  evidence_id: number;
  path: string;
  name: string;
  bytes: number;
}

/** The files that these lines are of, or are, and of which a part is locked. */
export const filesToRenew = (connection: Connection, lines: readonly number[]): Promise<ToRenew[]> =>
  connection.rows<ToRenew>(
    sql`SELECT evidence_id, path, name, coalesce(bytes, 0) AS bytes FROM evidence
      WHERE member IS NULL
        AND evidence_id IN (SELECT line - line % ${MEMBERS} FROM (SELECT unnest(${lines}) AS line))
        AND evidence_id IN (SELECT evidence_id - evidence_id % ${MEMBERS} FROM evidence WHERE status = 'locked')
      ORDER BY evidence_id`,
  );

/** Puts what was read anew in the place of what it was read for; a file that has changed since is left as it was, and says so. */
export async function finishRenewals(connection: Connection): Promise<void> {
  const files = await connection.rows<{ evidence_id: number; sha256: string | null; same: boolean }>(
    sql`SELECT o.evidence_id, n.sha256, coalesce(n.sha256 = o.sha256, false) AS same
      FROM evidence n JOIN evidence o ON o.evidence_id = n.evidence_id - ${RENEWED}
      WHERE n.evidence_id % ${MEMBERS} = ${RENEWED}`,
  );
  if (files.length === 0) return;
  const same = files.filter((file) => file.same).map((file) => file.evidence_id);
  await connection.transaction(async () => {
    for (const { evidence_id, sha256 } of files.filter((file) => !file.same))
      await connection.run(
        sql`UPDATE evidence SET message = ${`the file cannot be opened: it has changed since it was imported, and its SHA-256 is now ${sha256 ?? 'not to be had'}`}
          WHERE status = 'locked' AND evidence_id - evidence_id % ${MEMBERS} = ${evidence_id}`,
      );
    if (same.length === 0) return;
    await followCopies(connection, same);
    for (const table of TABLES) await takePlace(connection, table, same);
  });
  await removeRenewals(connection);
}

/** Copies elsewhere of records of these files name the line on which the record now is. */
const followCopies = (connection: Connection, files: readonly number[]): Promise<void> =>
  connection.run(
    sql`UPDATE copies SET first_evidence_id = n.evidence_id - ${RENEWED}
      FROM evidence o JOIN evidence n ON n.member = o.member AND n.content_sha256 = o.content_sha256
        AND n.evidence_id // ${MEMBERS} = o.evidence_id // ${MEMBERS}
      WHERE o.evidence_id = copies.first_evidence_id AND o.evidence_id % ${MEMBERS} < ${RENEWED} AND n.evidence_id % ${MEMBERS} >= ${RENEWED}
        AND list_contains(${files}, o.evidence_id - o.evidence_id % ${MEMBERS})`,
  );

async function takePlace(
  connection: Connection,
  table: (typeof TABLES)[number],
  files: readonly number[],
): Promise<void> {
  const ofThese = sql`list_contains(${files}, evidence_id - evidence_id % ${MEMBERS})`;
  await connection.run(
    sql`DELETE FROM ${name(table)} WHERE ${ofThese} AND evidence_id % ${MEMBERS} < ${RENEWED}`,
  );
  await connection.run(
    sql`UPDATE ${name(table)} SET evidence_id = evidence_id - ${RENEWED} WHERE ${ofThese}`,
  );
}

/** Removes what was read anew and did not take its place. */
export async function removeRenewals(connection: Connection): Promise<void> {
  const { lines } = await connection.row<{ lines: number }>(
    sql`SELECT count(*) AS lines FROM evidence WHERE evidence_id % ${MEMBERS} >= ${RENEWED}`,
  );
  if (lines === 0) return;
  for (const table of TABLES)
    await connection.run(sql`DELETE FROM ${name(table)} WHERE evidence_id % ${MEMBERS} >= ${RENEWED}`);
}
