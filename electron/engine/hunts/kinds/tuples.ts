import { join, name, sql, type Statement } from '../../db/sql.ts';
import type { FieldDefinition } from './fields.ts';

/** Combinations of values of fields, as columns `v_0`, `v_1` …: what first-seen and rare rules tell apart. */

export const tupleOf = (fields: readonly FieldDefinition[]): string[] => fields.map((_, at) => `v_${at}`);

export const valuesOf = (fields: readonly FieldDefinition[]): Statement =>
  join(
    fields.map(({ value }, at) => sql`CAST(${value} AS VARCHAR) AS ${name(`v_${at}`)}`),
    ', ',
  );

export const known = (columns: readonly string[], of?: string): Statement =>
  join(
    columns.map((column) =>
      of === undefined ? sql`${name(column)} IS NOT NULL` : sql`${name(of)}.${name(column)} IS NOT NULL`,
    ),
    ' AND ',
  );

export const equal = (columns: readonly string[], a: string, b: string): Statement =>
  join(
    columns.map((column) => sql`${name(a)}.${name(column)} = ${name(b)}.${name(column)}`),
    ' AND ',
  );

/** The values of a hit in words, with commas. */
export const listed = (fields: readonly FieldDefinition[]): Statement =>
  sql`concat_ws(', ', ${join(
    fields.map((field, at) => toldValue(field, at)),
    ', ',
  )})`;

export const toldValue = ({ shown, told }: FieldDefinition, at: number): Statement =>
  told ? sql`coalesce(${told}, ${shown(sql`h.${name(`v_${at}`)}`)})` : shown(sql`h.${name(`v_${at}`)}`);
