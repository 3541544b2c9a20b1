import { ENTITY_KINDS, type Entity, type EntityKind } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { eventColumn, join, name, sql, type Statement } from '../db/sql.ts';
import { dimensionOf } from './dimensions.ts';
import { ENTITY_COLUMNS } from './entity.ts';
import { memo } from './memo.ts';

/**
 * Entities whose name has `text` in it, whatever the case of its letters: exact names first, then beginnings, then the rest, each
 * with most events first. An empty text gives the entities with most events.
 */
export async function searchEntities(
  desk: Connection,
  input: { text: string; limit: number },
): Promise<{ entity: Entity; events: number }[]> {
  const text = input.text.trim();
  return memo(desk, `search ${JSON.stringify([text, input.limit])}`, () => search(desk, text, input.limit));
}

async function search(desk: Connection, text: string, limit: number) {
  const rows = await desk.rows<{ kind: EntityKind; value: string; events: number }>(
    sql`SELECT kind, value, events FROM (${join(
      [
        ...ENTITY_KINDS.filter((kind) => kind !== 'person').map((kind, order) => matches(kind, order, text)),
        people(text),
      ],
      ' UNION ALL ',
    )}) ORDER BY
          CASE WHEN lower(matched) = lower(${text}) THEN 0 WHEN starts_with(lower(matched), lower(${text})) THEN 1 ELSE 2 END,
          events DESC, kind_order, value
        LIMIT ${limit}`,
  );
  return rows.map(({ kind, value, events }) => ({ entity: { kind, value }, events }));
}

/** People with several names, by any of them; the one that fits best is what they are ordered by. */
const people = (text: string): Statement =>
  sql`SELECT 'person' AS kind, ${ENTITY_KINDS.length} AS kind_order, m.person AS value, m.matched, CAST(sum(c.events) AS BIGINT) AS events
    FROM (
      SELECT p.person, arg_min(n.name,
        CASE WHEN lower(n.name) = lower(${text}) THEN 0 WHEN starts_with(lower(n.name), lower(${text})) THEN 1 ELSE 2 END) AS matched
      FROM people p JOIN person_names n ON n.person_id = p.person_id
      WHERE p.names > 1 AND contains(lower(n.name), lower(${text})) GROUP BY p.person
    ) m
    JOIN (
      SELECT coalesce(r.person, u.person) AS person, k.events
      FROM (SELECT user_key, principal_key, count(*) AS events FROM event_facts GROUP BY ALL) k
      LEFT JOIN users u ON u.user_key = k.user_key LEFT JOIN principals r ON r.principal_key = k.principal_key
    ) c ON c.person = m.person
    GROUP BY m.person, m.matched`;

function matches(kind: EntityKind, order: number, text: string): Statement {
  const column = eventColumn(ENTITY_COLUMNS[kind]);
  const dimension = dimensionOf(column);
  if (dimension === null) throw new Error(`entity without a dimension: ${kind}`);
  const { table, key } = dimension;
  const at = name(column.name);
  return sql`SELECT ${kind} AS kind, ${order} AS kind_order, d.${at} AS value, d.${at} AS matched, CAST(sum(c.events) AS BIGINT) AS events
    FROM (SELECT ${key}, count(*) AS events FROM event_facts f
          WHERE f.${key} IN (SELECT ${key} FROM ${table} WHERE contains(lower(${at}), lower(${text}))) GROUP BY ${key}) c
    JOIN ${table} d ON d.${key} = c.${key} GROUP BY d.${at}`;
}
