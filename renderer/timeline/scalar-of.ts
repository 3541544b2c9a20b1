import type { Scalar } from '../../shared/model.ts';
import { columnNamed } from './columns.ts';

/** What was typed, in the kind of its column; `null` where it does not fit. */
export function scalarOf(column: string, typed: string): Scalar {
  const kind = columnNamed(column)?.kind;
  if (kind === 'number') return typed !== '' && Number.isFinite(Number(typed)) ? Number(typed) : null;
  if (kind === 'boolean')
    return /^(yes|true)$/i.test(typed) ? true : /^(no|false)$/i.test(typed) ? false : null;
  return typed;
}
