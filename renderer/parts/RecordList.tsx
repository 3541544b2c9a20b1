import type { Row } from '../../shared/model.ts';
import { openRecord, recordOf, useRoute } from '../app/route.ts';
import { shorten } from '../format/shorten.ts';
import { text } from '../text.ts';
import { Outcome } from './Badge.tsx';
import { Time } from './Time.tsx';
import { scalarText } from './Value.tsx';

const SHOWN_AT_FIRST = 50;

/** Records where there is little room: when, what, from where; each opens the original. */
export function RecordList({ rows }: { rows: readonly Row[] }) {
  const open = recordOf(useRoute());
  return (
    <ol className="record-list">
      {rows.slice(0, SHOWN_AT_FIRST).map((row) => {
        const ref = { evidence_id: Number(row['evidence_id']), record: Number(row['record']) };
        const here = open?.evidence_id === ref.evidence_id && open.record === ref.record;
        return (
          <li key={`${ref.evidence_id}:${ref.record}`}>
            <button type="button" aria-current={here} onClick={() => openRecord(ref)}>
              <span>
                {typeof row['timestamp'] === 'string' && <Time iso={row['timestamp']} />}
                {typeof row['event_outcome'] === 'string' && <Outcome outcome={row['event_outcome']} />}
              </span>
              <span>
                <strong>{shorten(scalarText(row['event_action'] ?? null), 36)}</strong> {detail(row)}
              </span>
            </button>
          </li>
        );
      })}
      {rows.length > SHOWN_AT_FIRST && (
        <li className="muted">{text.findings.citedOf(SHOWN_AT_FIRST, rows.length)}</li>
      )}
    </ol>
  );
}

const detail = (row: Row): string =>
  ['user_name', 'source_address', 'source_as_organization_name', 'client_name', 'os_name']
    .map((column) => row[column])
    .filter((value) => value !== null && value !== undefined && value !== '')
    .map((value) => shorten(String(value), 34))
    .join(' · ');
