import { ENTITY_COLUMNS, entityFilter } from '../../../shared/entities.ts';
import { canonicalAddress } from '../../../shared/ip-address.ts';
import { ENTITY_KINDS, type Entity, type EntityKind } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { eventColumn, join, name, sql, type Identifier, type Statement } from '../db/sql.ts';
import { dimensionOf } from './dimensions.ts';
import { where } from './filters.ts';
import { memo } from './memo.ts';

/**
 * Entities whose name has `text` in it, whatever the case of its letters: exact names first, then beginnings, then the rest, each
 * with most events first. An address is also found in another form than the log has. An empty text gives the entities with most events.
 */
export async function searchEntities(
  desk: Connection,
  input: { text: string; limit: number },
): Promise<{ entity: Entity; events: number }[]> {
  const text = input.text.trim();
  return memo(desk, `search ${JSON.stringify([text, input.limit])}`, () => search(desk, text, input.limit));
}

async function search(desk: Connection, text: string, limit: number) {
  const each = ENTITY_KINDS.flatMap((kind, order) =>
    (kind === 'person' ? [] : ENTITY_COLUMNS[kind]).map((column) => matches(kind, order, column, text)),
  );
  const rows = await desk.rows<{ kind: EntityKind; value: string; events: number }>(
    sql`SELECT kind, value, max(events) AS events FROM (${join([...each, people(text)], ' UNION ALL ')})
        GROUP BY kind, kind_order, value
        ORDER BY
          min(CASE WHEN lower(matched) = lower(${text}) THEN 0 WHEN starts_with(lower(matched), lower(${text})) THEN 1 ELSE 2 END),
          max(events) DESC, kind_order, value
        LIMIT ${limit}`,
  );
  const found: { entity: Entity; events: number }[] = [];
  for (const { kind, value, events } of rows) {
    const entity = { kind, value };
    found.push({ entity, events: ENTITY_COLUMNS[kind].length === 1 ? events : await countOf(desk, entity) });
  }
  return found;
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

/** A name that several columns may hold is counted by record, once. */
async function countOf(desk: Connection, entity: Entity): Promise<number> {
  const row = await desk.row<{ events: number }>(
    sql`SELECT count(*) AS events FROM event_facts f WHERE ${where([entityFilter(entity)])}`,
  );
  return row.events;
}

function matches(kind: EntityKind, order: number, named: string, text: string): Statement {
  const column = eventColumn(named);
  const dimension = dimensionOf(column);
  if (dimension === null) throw new Error(`entity without a dimension: ${kind}`);
  const { table, key } = dimension;
  const at = name(column.name);
  return sql`SELECT ${kind} AS kind, ${order} AS kind_order, d.${at} AS value, d.${at} AS matched, CAST(sum(c.events) AS BIGINT) AS events
    FROM (SELECT ${key}, count(*) AS events FROM event_facts f
          WHERE f.${key} IN (SELECT ${key} FROM ${table} WHERE ${hasText(kind, at, text)}) GROUP BY ${key}) c
    JOIN ${table} d ON d.${key} = c.${key} GROUP BY d.${at}`;
}

function hasText(kind: EntityKind, at: Identifier, text: string): Statement {
  const contained = sql`contains(lower(${at}), lower(${text}))`;
  const ip = kind === 'address' ? canonicalAddress(text) : null;
  return ip === null ? contained : sql`(${contained} OR ${at} = ${ip})`;
}
