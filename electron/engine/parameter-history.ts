import { z } from 'zod';
import { ChangedParameter, type Parameter, type ParameterChange } from '../../shared/contract.ts';
import type { Connection } from './db/database.ts';
import { sql } from './db/sql.ts';
import { parametersOf, type Parameterised, type ParameterValues } from './parameters.ts';

/** What differs between two sets of values that the case kept; what is not kept has its default. */
export function changedParameters(
  one: Parameterised,
  before: ParameterValues,
  now: ParameterValues,
): ChangedParameter[] {
  const earlier = new Map(parametersOf(one, before).map(({ name, value }) => [name, value]));
  return parametersOf(one, now).flatMap(({ name, value }) => {
    const was = earlier.get(name) ?? value;
    return JSON.stringify(was) === JSON.stringify(value) ? [] : [{ name, before: was, now: value }];
  });
}

/** What a line of the audit log says of it. */
const Detail = z.object({
  values: z.record(z.string(), z.unknown()),
  changed: z.array(ChangedParameter),
  appeared: z.number().optional(),
  gone: z.number().optional(),
  verdicts: z.number(),
});
type Detail = z.infer<typeof Detail> & { values: Readonly<Record<string, Parameter['value']>> };

export const configuredDetail = (detail: Detail): string => JSON.stringify(detail);

interface Line {
  written_at: string;
  actor: string;
  detail: string | null;
}

interface Asked {
  action: 'hunt.configured' | 'tree.configured';
  id: string;
  offset: number;
  limit: number;
}

/**
 * How the parameters of a hunt or a tree were set, as the audit log has it, the newest first. What an earlier version of the program
 * wrote tells only the values, and stays in the audit log alone.
 */
export async function parameterHistory(
  desk: Connection,
  { action, id, offset, limit }: Asked,
): Promise<{ total: number; changes: ParameterChange[] }> {
  const told = sql`action = ${action} AND subject = ${id} AND json_valid(detail) AND json_exists(detail, '$.changed')`;
  const { total } = await desk.row<{ total: number }>(
    sql`SELECT count(*) AS total FROM audit_log WHERE ${told}`,
  );
  const lines = await desk.rows<Line>(
    sql`SELECT written_at, actor, detail FROM audit_log WHERE ${told}
      ORDER BY written_at DESC, rowid DESC LIMIT ${limit} OFFSET ${offset}`,
  );
  return { total, changes: lines.map(changeOf) };
}

function changeOf({ written_at, actor, detail }: Line): ParameterChange {
  const { changed, appeared = null, gone = null, verdicts } = Detail.parse(JSON.parse(detail ?? ''));
  return { written_at, actor, changed, appeared, gone, verdicts };
}
