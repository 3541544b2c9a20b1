import { ENTITY_KINDS, type Entity } from '../../../shared/model.ts';
import { join, sql, type Statement } from './sql.ts';

/** The condition that a row's kind and value are those of one of the entities. */
export function isOneOf(entities: readonly Entity[], kind: Statement, value: Statement): Statement {
  const parts = ENTITY_KINDS.flatMap((each) => {
    const values = entities.filter((one) => one.kind === each).map((one) => one.value);
    return values.length === 0 ? [] : [sql`(${kind} = ${each} AND list_contains(${values}, ${value}))`];
  });
  return parts.length === 0 ? sql`FALSE` : sql`(${join(parts, ' OR ')})`;
}
