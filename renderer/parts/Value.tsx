import type { MouseEvent } from 'react';
import type { Row, Scalar } from '../../shared/model.ts';
import { shorten } from '../format/shorten.ts';
import { columnTitle, datasetHelp, datasetTitle, text } from '../text.ts';
import { Outcome } from './Badge.tsx';
import { Time } from './Time.tsx';
import { hoverCardOf, subjectOfValue, type CardSubject } from './hover-card.ts';
import { openValueMenu } from './value-menu.ts';

/** Columns whose letters are compared one by one. */
export const MONO: ReadonlySet<string> = new Set([
  'access_key_id',
  'issued_access_key_id',
  'source_address',
  'source_ip',
  'session_id',
  'token_id',
  'event_id',
  'principal_id',
  'device_id',
  'device_fingerprint',
]);

export function scalarText(value: Scalar): string {
  if (value === null) return text.state.absent;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** A value as it is read; `scalarText` is how it is typed and copied. */
export const readText = (value: Scalar): string =>
  typeof value === 'boolean' ? (value ? text.questions.yes : text.questions.no) : scalarText(value);

/** A value without its menu, as it is read: times in their format, outcomes with their sign, datasets by name. */
export function PlainValue({
  column,
  value,
  longest = 40,
}: {
  column: string;
  value: Scalar;
  longest?: number;
}) {
  if (value === null || value === '') return <span className="muted">{text.state.absent}</span>;
  if (column === 'timestamp' && typeof value === 'string') return <Time iso={value} />;
  if (column === 'event_outcome' && typeof value === 'string') return <Outcome outcome={value} />;
  if (column === 'event_dataset' && typeof value === 'string') return <>{datasetTitle(value)}</>;
  return <>{shorten(readText(value), longest)}</>;
}

interface ValueProps {
  column: string;
  value: Scalar;
  longest?: number;
  /** Left out of the tab order where a grid has hundreds; the record beside it offers the same. */
  tabbable?: boolean;
  /** Shown in place of the value, where that reads better. */
  label?: string;
  /** What its card tells of, where the value itself does not name it: the client behind a client's name. */
  about?: CardSubject | null;
  /** The event that it stands in: its menu then offers what can be done with that. */
  row?: Row | null;
}

/**
 * A value of the evidence: its text only, shortened in the middle, whole on hover; pressing it offers the pivots. An address or a client
 * shows on hover and on focus what is known of it.
 */
export function Value({
  column,
  value,
  longest = 40,
  tabbable = true,
  label,
  about,
  row = null,
}: ValueProps) {
  if (value === null || value === '') return <span className="muted">{text.state.absent}</span>;
  const whole = label ?? readText(value);
  const subject = about ?? subjectOfValue(column, value);
  const open = (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    event.stopPropagation();
    openValueMenu(column, value, event.currentTarget.getBoundingClientRect(), row);
  };
  return (
    <button
      type="button"
      className={`value${MONO.has(column) ? ' mono' : ''}`}
      {...hoverCardOf(subject)}
      title={subject ? undefined : column === 'event_dataset' ? datasetHelp(whole) : whole}
      tabIndex={tabbable ? 0 : -1}
      aria-haspopup="menu"
      aria-label={`${columnTitle(column)}: ${whole}`}
      onClick={open}
    >
      {label === undefined ? (
        <PlainValue column={column} value={value} longest={longest} />
      ) : (
        shorten(label, longest)
      )}
    </button>
  );
}
