import type { Filter } from '../../../shared/filter.ts';
import type { Scalar } from '../../../shared/model.ts';
import { join, sql, type Statement } from '../db/sql.ts';

/** A filter on one column. */
export type OnColumn = Exclude<Filter, { op: 'among' }>;

/**
 * The condition on `event_facts f` that a filter on `starred`, `tag` or `note` holds. A record may have several tags and notes: it is
 * what one of them is, and is not what none of them is. One that has no star is not starred.
 */
export function markCondition(filter: OnColumn): Statement {
  const { column } = filter;
  switch (filter.op) {
    case 'is':
      return isOneOf(column, filter.values);
    case 'is_not':
      return sql`NOT ${isOneOf(column, filter.values)}`;
    case 'contains':
      return carries(column, sql`contains(lower(value), lower(${filter.text}))`);
    case 'exists':
      return carries(column, sql`TRUE`);
    case 'missing':
      return sql`NOT ${carries(column, sql`TRUE`)}`;
    case 'between':
      throw new Error(`no order to be between in: ${column}`);
    case 'within':
    case 'outside':
      throw new Error(`no address: ${column}`);
  }
}

function isOneOf(column: string, values: readonly Scalar[]): Statement {
  const absent = (value: Scalar) => value === null || (column === 'starred' && String(value) === 'false');
  const present = values.filter((value) => !absent(value)).map(String);
  const parts = [carries(column, sql`list_contains(${present}, value)`)];
  if (values.some(absent)) parts.push(sql`NOT ${carries(column, sql`TRUE`)}`);
  return sql`(${join(parts, ' OR ')})`;
}

const carries = (column: string, test: Statement): Statement =>
  sql`((f.evidence_id, f.record) IN (SELECT (evidence_id, record) FROM record_marks WHERE column_name = ${column} AND ${test}))`;

/** The values that records carry with the number of events of each, and the events that carry none. */
export const countedMarks = (column: string, held: Statement): Statement =>
  sql`SELECT ${column === 'starred' ? sql`CAST(m.value AS BOOLEAN)` : sql`m.value`} AS value, count(*) AS events
      FROM event_facts f JOIN record_marks m ON m.evidence_id = f.evidence_id AND m.record = f.record
      WHERE m.column_name = ${column} AND ${held} GROUP BY m.value
    UNION ALL
    SELECT NULL, count(*) FROM event_facts f WHERE ${held} AND NOT ${carries(column, sql`TRUE`)} HAVING count(*) > 0`;
