import type { Condition } from '../../../shared/rules.ts';
import { join, name, sql, type Statement } from '../db/sql.ts';
import { conditionOf } from '../hunts/kinds/condition.ts';
import { fieldOf, type FieldDefinition } from '../hunts/kinds/fields.ts';

/** What the questions of a tree ask of the event that starts it: columns of `starts`, each once. */
export class Carried {
  private readonly asked: string[] = [];
  private readonly held: Condition[] = [];

  /** The value of a field of the event as text, over `s`, a row of `starts`. */
  value(field: string): Statement {
    if (!this.asked.includes(field)) this.asked.push(field);
    return sql`s.${name(`a_${this.asked.indexOf(field)}`)}`;
  }

  /** As a person reads it. */
  shown(field: string): Statement {
    return fieldOf(field).shown(this.value(field));
  }

  /** Whether the event fulfils a condition: NULL where that hangs on a column without a value. */
  condition(condition: Condition): Statement {
    this.held.push(condition);
    return sql`s.${name(`c_${this.held.length - 1}`)}`;
  }

  fields(): FieldDefinition[] {
    return this.asked.map(fieldOf);
  }

  names(): string[] {
    return [...this.asked.map((_, at) => `a_${at}`), ...this.held.map((_, at) => `c_${at}`)];
  }

  /** `, … AS a_0, … AS a_1`, over `t` with its dimension tables. */
  columns(): Statement {
    const values = this.asked.map(
      (field, at) => sql`, CAST(${fieldOf(field).value} AS VARCHAR) AS ${name(`a_${at}`)}`,
    );
    const conditions = this.held.map((_, at) => sql`, t.${name(`c_${at}`)}`);
    return join([...values, ...conditions], '');
  }

  /** `, … AS c_0`, over `f`, a row of `event_facts`. */
  conditions(): Statement {
    return join(
      this.held.map((condition, at) => sql`, ${threeValued(condition)} AS ${name(`c_${at}`)}`),
      '',
    );
  }
}

/** True, false, or NULL where a column that decides has no value: SQL itself reckons with three values. */
function threeValued(condition: Condition): Statement {
  if ('all' in condition) return sql`(${join(condition.all.map(threeValued), ' AND ')})`;
  if ('any' in condition) return sql`(${join(condition.any.map(threeValued), ' OR ')})`;
  if ('not' in condition) return sql`NOT ${threeValued(condition.not)}`;
  if ('exists' in condition) return conditionOf(condition);
  const isThere = conditionOf({ column: condition.column, exists: true });
  return sql`CASE WHEN ${asksForNothing(condition) ? sql`true` : isThere} THEN ${conditionOf(condition)} END`;
}

const asksForNothing = (condition: Condition): boolean =>
  'is' in condition && [condition.is].flat().includes(null);
