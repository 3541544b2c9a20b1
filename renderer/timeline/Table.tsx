import type { KeyboardEvent } from 'react';
import { memo, useLayoutEffect, useMemo, useState } from 'react';
import type { Filter } from '../../shared/contract.ts';
import type { EventRef, Row } from '../../shared/model.ts';
import { openRecord, recordOf, useRoute } from '../app/route.ts';
import { useSettings } from '../app/settings.ts';
import { Empty, Failed } from '../parts/State.tsx';
import { Value } from '../parts/Value.tsx';
import { columnTitle, text } from '../text.ts';
import { gridColumns, leastWidth, lettersFor } from './columns.ts';
import { useRows, type Order } from './queries.ts';
import { useGiantScroll } from './use-giant-scroll.ts';

const ROW_HEIGHT = 26;
const HEADER_HEIGHT = 28;

const refOf = (row: Row): EventRef => ({
  evidence_id: Number(row['evidence_id']),
  record: Number(row['record']),
});

interface TableProps {
  filters: readonly Filter[];
  order: Order;
}

/** Rows of the timeline, of which only what is seen exists; any number of them. */
export function Table({ filters, order }: TableProps) {
  const [rows, setRows] = useState(0);
  const columns = useSettings((settings) => settings.columns);
  const scroll = useGiantScroll(rows, ROW_HEIGHT, HEADER_HEIGHT);
  const { scroller } = scroll;
  const width = useWidth(scroller);
  const letters = useMemo(
    () => columns.map((column) => lettersFor(column, width, columns)),
    [columns, width],
  );
  const data = useRows(filters, order, scroll.range);
  const active = useActiveRow(filters, order);
  const open = recordOf(useRoute());
  if (data.total !== null && data.total !== rows) setRows(data.total);

  const openAt = (index: number) => {
    active.set(index);
    const row = data.rowAt(index);
    if (row) openRecord(refOf(row));
  };
  const move = (to: number) => {
    if (rows === 0) return;
    const index = Math.max(0, Math.min(rows - 1, to));
    active.set(index);
    scroll.reveal(index);
    const row = data.rowAt(index);
    if (open && row) openRecord(refOf(row));
  };
  const pressed = (event: KeyboardEvent) => {
    const at = active.index ?? scroll.seen[0] - 1;
    const target: Partial<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: Math.max(0, at - 1),
      PageDown: at + scroll.fits,
      PageUp: at - scroll.fits,
      Home: 0,
      End: rows - 1,
    };
    const to = target[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    } else if (event.key === 'Enter' && active.index !== null && event.target === scroller.current) {
      event.preventDefault();
      openAt(active.index);
    }
  };

  if (data.error !== null) return <Failed error={data.error} />;
  const [first, end] = scroll.range;
  return (
    <div className="timeline-table-box">
      <div
        ref={scroller}
        className="timeline-table"
        data-testid="timeline-table"
        role="grid"
        tabIndex={0}
        aria-label={text.timeline.table}
        aria-rowcount={rows + 1}
        aria-colcount={columns.length}
        aria-description={text.timeline.rowHelp}
        aria-activedescendant={active.index === null ? undefined : `row-${active.index}`}
        onKeyDown={pressed}
        style={{ '--columns': gridColumns(columns), '--least': `${leastWidth(columns)}px` }}
      >
        <div className="timeline-head" role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <div key={column} role="columnheader" title={column}>
              {columnTitle(column)}
            </div>
          ))}
        </div>
        <div className="timeline-area" role="rowgroup" style={{ height: scroll.height }}>
          {Array.from({ length: end - first }, (_, at) => (
            <TableRow
              key={(first + at) % scroll.slots}
              index={first + at}
              top={scroll.topOf(first + at)}
              row={data.rowAt(first + at)}
              columns={columns}
              letters={letters}
              active={active.index === first + at}
              open={isOpen(data.rowAt(first + at), open)}
              onOpen={openAt}
            />
          ))}
        </div>
      </div>
      {data.total === 0 && (
        <div className="timeline-none">
          <Empty title={filters.length > 0 ? text.timeline.empty : text.timeline.emptyCase}>
            {filters.length > 0 && <p>{text.timeline.emptyHelp}</p>}
          </Empty>
        </div>
      )}
      <div className="timeline-foot" aria-live="off">
        {rows > 0 && text.timeline.position(scroll.seen[0] + 1, scroll.seen[1] + 1, rows)}
      </div>
    </div>
  );
}

const isOpen = (row: Row | null, open: EventRef | null): boolean =>
  row !== null && open !== null && row['record'] === open.record && row['evidence_id'] === open.evidence_id;

interface RowProps {
  index: number;
  top: number;
  row: Row | null;
  columns: readonly string[];
  /** How many letters fit into each column. */
  letters: readonly number[];
  active: boolean;
  open: boolean;
  onOpen: (index: number) => void;
}

const TableRow = memo(
  function TableRow({ index, top, row, columns, letters, active, open, onOpen }: RowProps) {
    return (
      <div
        id={`row-${index}`}
        className={`timeline-row${active ? ' active' : ''}${open ? ' open-row' : ''}`}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={active}
        aria-busy={row === null || undefined}
        style={{ top }}
        onClick={() => onOpen(index)}
      >
        {columns.map((column, at) => (
          <div key={column} role="gridcell">
            {row ? (
              <Value
                column={column}
                value={row[column] ?? null}
                longest={letters[at] ?? 12}
                tabbable={false}
                row={row}
              />
            ) : (
              <span className="waiting" aria-hidden="true" />
            )}
          </div>
        ))}
      </div>
    );
  },
  (a, b) =>
    a.row === b.row &&
    a.index === b.index &&
    a.columns === b.columns &&
    a.top === b.top &&
    a.letters === b.letters &&
    a.active === b.active &&
    a.open === b.open,
);

/** The row that the keys move; forgotten when the filters change, for it is another row then. */
function useActiveRow(filters: readonly Filter[], order: Order) {
  const of = JSON.stringify([order, filters]);
  const [state, setState] = useState<{ of: string; index: number | null }>({ of, index: null });
  return {
    index: state.of === of ? state.index : null,
    set: (index: number) => setState({ of, index }),
  };
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    const watched = element.current;
    if (!watched) return;
    const observer = new ResizeObserver(() => setWidth(Math.round(watched.clientWidth / 40) * 40));
    observer.observe(watched);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
