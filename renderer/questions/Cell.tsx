import type { QueryCell, QueryColumn } from '../../shared/query.ts';
import type { Scalar } from '../../shared/model.ts';
import { count, percent } from '../format/number.ts';
import { Time } from '../parts/Time.tsx';
import { Value } from '../parts/Value.tsx';
import { text } from '../text.ts';

const LISTED = 4;

/** A cell as it is read: values of the evidence with their pivots, a list short. */
export function Cell({ column, cell }: { column: QueryColumn; cell: QueryCell }) {
  if (!Array.isArray(cell)) return <One column={column} value={cell} />;
  if (cell.length === 0) return <span className="muted">{text.state.absent}</span>;
  return (
    <ul className="stack-list question-list">
      {cell.slice(0, LISTED).map((value, at) => (
        <li key={at}>
          <One column={column} value={value} />
        </li>
      ))}
      {cell.length > LISTED && (
        <li>
          <details>
            <summary className="muted">{text.questions.more(cell.length - LISTED)}</summary>
            <ul className="stack-list">
              {cell.slice(LISTED).map((value, at) => (
                <li key={at}>
                  <One column={column} value={value} />
                </li>
              ))}
            </ul>
          </details>
        </li>
      )}
    </ul>
  );
}

function One({ column, value }: { column: QueryColumn; value: Scalar }) {
  if (value === null) return <span className="muted">{text.state.absent}</span>;
  if (column.kind === 'time') return <Time iso={String(value)} />;
  if (column.kind === 'boolean')
    return value === true ? (
      <span className="badge risk-3">{text.questions.yes}</span>
    ) : (
      <span className="muted">{text.questions.no}</span>
    );
  if (column.kind === 'share' && typeof value === 'number') return <>{percent(value)}</>;
  if (column.kind === 'number' && typeof value === 'number') return <>{count(value)}</>;
  const pivot = pivotOf(column, value);
  if (pivot === null) return <span className="question-text">{String(value)}</span>;
  return <Value column={pivot.column} value={pivot.value} longest={44} label={String(value)} />;
}

/** `AS3320 Deutsche Telekom AG (log)` stands for a number that the log gives. */
function pivotOf(column: QueryColumn, value: Scalar): { column: string; value: Scalar } | null {
  if (typeof value !== 'string') return column.column === null ? null : { column: column.column, value };
  const byLog = value.endsWith(' (log)');
  if (column.kind === 'network') {
    const number = Number(/^AS(\d+)/.exec(value)?.[1]);
    return Number.isNaN(number)
      ? null
      : { column: byLog ? 'log_as_number' : 'source_as_number', value: number };
  }
  if (column.kind === 'country')
    return {
      column: byLog ? 'log_country_iso_code' : 'source_country_iso_code',
      value: value.replace(/ \((?:partly )?log\)$/, ''),
    };
  return column.column === null ? null : { column: column.column, value };
}
