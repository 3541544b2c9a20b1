import type { Pseudonym, PseudonymsPage } from '../../../shared/redaction.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';

/**
 * Lines of the key, by kind and pseudonym: those whose pseudonym stands in the text that is searched for (an address of a person is
 * made of two), and those in whose pseudonym or value it stands.
 */
export async function lookUpPseudonyms(
  desk: Connection,
  { search, offset, limit }: { search: string; offset: number; limit: number },
): Promise<PseudonymsPage> {
  const sought = search.trim().toLowerCase();
  const found = sql`${sought} = '' OR contains(lower(pseudonym), ${sought}) OR contains(value, ${sought})
    OR regexp_matches(${sought}, '(^|[^a-z0-9])' || regexp_escape(split_part(pseudonym, '/', 1)) || '($|[^a-z0-9])')`;
  const { known, total } = await desk.row<{ known: number; total: number }>(
    sql`SELECT count(*) AS known, count(*) FILTER (WHERE ${found}) AS total FROM pseudonyms`,
  );
  const pseudonyms = await desk.rows<Pseudonym>(
    sql`SELECT kind, value, pseudonym FROM pseudonyms WHERE ${found} ORDER BY kind, pseudonym, value LIMIT ${limit} OFFSET ${offset}`,
  );
  return { known, total, pseudonyms };
}
