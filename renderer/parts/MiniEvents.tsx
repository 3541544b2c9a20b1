import type { Row } from '../../shared/model.ts';
import { openRecord, recordOf, useRoute } from '../app/route.ts';
import { columnTitle, text, columnHelp } from '../text.ts';
import { Growing, SMALL_STEP } from './Growing.tsx';
import { PlainValue, Value } from './Value.tsx';

const COLUMNS = [
  'timestamp',
  'event_action',
  'event_outcome',
  'user_name',
  'source_address',
  'source_as_organization_name',
  'client_name',
] as const;

/** A few records in time order, each a way into the original. */
export function MiniEvents({
  rows,
  columns = COLUMNS,
}: {
  rows: readonly Row[];
  columns?: readonly string[];
}) {
  const open = recordOf(useRoute());
  return (
    <div className="table-scroll">
      <table className="table mini-events">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} title={columnHelp(column)}>
                {columnTitle(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Growing items={rows} step={SMALL_STEP} across={columns.length}>
            {(row) => {
              const ref = { evidence_id: Number(row['evidence_id']), record: Number(row['record']) };
              const here = open?.evidence_id === ref.evidence_id && open.record === ref.record;
              return (
                <tr
                  key={`${ref.evidence_id}:${ref.record}`}
                  className={`pressable${here ? ' chosen' : ''}`}
                  onClick={() => openRecord(ref)}
                >
                  {columns.map((column) => (
                    <td key={column} className={column === 'timestamp' ? 'nowrap' : ''}>
                      {column === 'timestamp' ? (
                        <button
                          type="button"
                          className="link"
                          title={text.record.open}
                          onClick={(event) => {
                            event.stopPropagation();
                            openRecord(ref);
                          }}
                        >
                          <PlainValue column={column} value={row[column] ?? null} />
                        </button>
                      ) : (
                        <Value column={column} value={row[column] ?? null} longest={26} />
                      )}
                    </td>
                  ))}
                </tr>
              );
            }}
          </Growing>
        </tbody>
      </table>
    </div>
  );
}
