import type { KeyboardEvent, MouseEvent as ReactMouseEvent } from 'react';
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { Filter } from '../../shared/contract.ts';
import type { Marked } from '../../shared/marks.ts';
import type { EventRef, Row } from '../../shared/model.ts';
import { openRecord as openInPanel, recordOf, useRoute } from '../app/route.ts';
import { useSettings } from '../app/settings.ts';
import { useZone } from '../format/zone.ts';
import { useWriteMarks } from '../marks/queries.ts';
import { RowMarks } from '../marks/RowMarks.tsx';
import { rowSubject } from '../marks/subjects.ts';
import { useFocusKept } from '../parts/focus.ts';
import { Empty, Failed, Loading } from '../parts/State.tsx';
import { Value } from '../parts/Value.tsx';
import { text } from '../text.ts';
import { gridColumns, leastWidth, lettersFor } from './columns.ts';
import { keptPlace, useKeepPlace } from './list-place.ts';
import { Newer } from './Newer.tsx';
import { useRows, type List, type Order } from './queries.ts';
import { useSelection } from './selection.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { SortHead } from './SortHead.tsx';
import { useGiantScroll } from './use-giant-scroll.ts';
import { keyOf, useRevealed } from './use-revealed.ts';

const ROW_HEIGHT = 26;
const HEADER_HEIGHT = 28;

const refOf = (row: Row): EventRef => ({
  evidence_id: Number(row['evidence_id']),
  record: Number(row['record']),
});

interface TableProps {
  filters: readonly Filter[];
  order: Order;
  /** Another column than the time to sort by. */
  sort: string | null;
  onSort: (column: string) => void;
}

/** Rows of the timeline, of which only what is seen exists; any number of them. */
export function Table({ filters, order, sort, onSort }: TableProps) {
  const list = useMemo<List>(
    () => ({ of: JSON.stringify([filters, order, sort]), filters, order, sort }),
    [filters, order, sort],
  );
  const { of } = list;
  const start = useMemo(() => keptPlace(of), [of]);
  const [known, setKnown] = useState({ of, rows: 0 });
  const rows = known.of === of ? known.rows : 0;
  const columns = useSettings((settings) => settings.columns);
  // Widths depend on it.
  useZone();
  const scroll = useGiantScroll({ of, rows, start: start?.row ?? 0 }, ROW_HEIGHT, HEADER_HEIGHT);
  const { scroller, show } = scroll;
  const width = useWidth(scroller);
  const letters = useMemo(
    () => columns.map((column) => lettersFor(column, width, columns)),
    [columns, width],
  );
  const data = useRows(list, scroll.range);
  const star = useStar(data);
  const active = useActiveRow(of, start?.active ?? null);
  const selection = useSelection(list);
  const open = recordOf(useRoute());
  if (data.total !== null && (known.of !== of || data.total !== known.rows))
    setKnown({ of, rows: data.total });
  const { set: setActive } = active;
  const showRow = useCallback(
    (index: number) => {
      setActive(index);
      show(index);
    },
    [setActive, show],
  );
  const revealed = useRevealed(list, open, start?.record ?? null, rows > 0 ? showRow : null);
  useKeepPlace(
    rows === 0 ? null : { list: of, record: open && keyOf(open), row: scroll.seen[0], active: active.index },
  );
  const openRecord = (ref: EventRef) => {
    revealed.opens(ref);
    openInPanel(ref);
  };

  const focus = useFocusKept(() => scroller.current);
  const openAt = (index: number) => {
    active.set(index);
    selection.startAt(index);
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
  const clicked = (
    index: number,
    { shiftKey, ctrlKey, metaKey }: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>,
  ) => {
    if (!shiftKey && !ctrlKey && !metaKey) return openAt(index);
    active.set(index);
    if (shiftKey) selection.extend(index);
    else selection.toggle(index, data.rowAt(index));
  };
  const selects = (event: KeyboardEvent, at: number): boolean => {
    const { index } = active;
    if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selection.all(rows);
    else if (event.key === ' ' && index !== null) selection.toggle(index, data.rowAt(index));
    else if (event.key === 'Escape' && (selection.rows.size > 0 || selection.isLoading())) selection.clear();
    else if (event.shiftKey && /^Arrow(Up|Down)$/.test(event.key) && index !== null) {
      if (selection.rows.size === 0) selection.startAt(index);
      const to = Math.max(0, Math.min(rows - 1, at + (event.key === 'ArrowDown' ? 1 : -1)));
      active.set(to);
      scroll.reveal(to);
      selection.extend(to);
    } else return false;
    return true;
  };
  const pressed = (event: KeyboardEvent) => {
    if (isOfControl(event)) return;
    const at = active.index ?? scroll.seen[0] - 1;
    // A row that scrolls away takes none along.
    const toGrid = () => scroller.current?.focus({ preventScroll: true });
    if (selects(event, at)) {
      event.preventDefault();
      toGrid();
      return;
    }
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
      toGrid();
      move(to);
    } else if (event.key === 's' && active.index !== null && !event.ctrlKey && !event.metaKey) {
      star(active.index);
    } else if (event.key === 'Enter' && active.index !== null) {
      event.preventDefault();
      openAt(active.index);
    }
  };

  const [first, end] = scroll.range;
  return (
    <div className="timeline-table-box" {...focus}>
      <Newer />
      <div
        ref={scroller}
        className="timeline-table"
        data-testid="timeline-table"
        data-list={of}
        role="grid"
        tabIndex={0}
        aria-label={text.timeline.table}
        aria-multiselectable
        aria-rowcount={rows + 1}
        aria-colcount={columns.length + 1}
        aria-description={text.timeline.rowHelp}
        aria-activedescendant={active.index === null ? undefined : `row-${active.index}`}
        onKeyDown={pressed}
        style={{ '--columns': gridColumns(columns), '--least': `${leastWidth(columns)}px` }}
      >
        <div className="timeline-head" role="row" aria-rowindex={1}>
          <div role="columnheader" aria-label={text.marks.label} />
          {columns.map((column) => (
            <SortHead
              key={column}
              column={column}
              sorted={(sort ?? 'timestamp') === column ? order : null}
              onSort={() => onSort(column)}
            />
          ))}
        </div>
        <div className="timeline-area" role="rowgroup" style={{ height: scroll.height }}>
          {Array.from({ length: end - first }, (_, at) => (
            <TableRow
              key={(first + at) % scroll.slots}
              list={of}
              index={first + at}
              inSight={first + at >= scroll.seen[0] && first + at <= scroll.seen[1]}
              top={scroll.topOf(first + at)}
              row={data.rowAt(first + at)}
              marked={data.marksAt(first + at)}
              columns={columns}
              letters={letters}
              active={active.index === first + at}
              selected={selection.rows.has(first + at)}
              open={isOpen(data.rowAt(first + at), open)}
              onOpen={openAt}
              onClick={clicked}
              onPick={(index) => selection.toggle(index, data.rowAt(index))}
              onStar={star}
            />
          ))}
        </div>
      </div>
      {data.total === null && (
        <div className="timeline-none">
          {data.error === null ? <Loading /> : <Failed error={data.error} retry={data.retry} />}
        </div>
      )}
      {rows > 0 && revealed.error !== null && <Failed small error={revealed.error} retry={revealed.retry} />}
      {data.total !== null && data.error !== null && <Failed small error={data.error} retry={data.retry} />}
      {data.total === 0 && (
        <div className="timeline-none">
          <Empty title={filters.length > 0 ? text.timeline.empty : text.timeline.emptyCase}>
            {filters.length > 0 && <p>{text.timeline.emptyHelp}</p>}
          </Empty>
        </div>
      )}
      {selection.rows.size > 0 && <SelectionBar selection={selection} columns={columns} total={rows} />}
      <div className="timeline-foot" aria-live="off">
        {rows > 0 && text.timeline.position(scroll.seen[0] + 1, scroll.seen[1] + 1, rows)}
        {revealed.isElsewhere && ` · ${text.timeline.elsewhere}`}
      </div>
    </div>
  );
}

/** Space and Enter are those of the button or box that has the focus: the head of a column, the box of a row. */
const isOfControl = ({ key, target }: KeyboardEvent): boolean =>
  (key === ' ' || key === 'Enter') &&
  target instanceof Element &&
  target.closest('a, button, input, select, textarea') !== null;

const isOpen = (row: Row | null, open: EventRef | null): boolean =>
  row !== null && open !== null && row['record'] === open.record && row['evidence_id'] === open.evidence_id;

interface RowProps {
  /** Whose row it is: what it does when pressed is of this list. */
  list: string;
  index: number;
  /** Others are filled a little later. */
  inSight: boolean;
  top: number;
  row: Row | null;
  marked: Marked | null;
  columns: readonly string[];
  /** How many letters fit into each column. */
  letters: readonly number[];
  active: boolean;
  selected: boolean;
  open: boolean;
  onOpen: (index: number) => void;
  onClick: (index: number, keys: ReactMouseEvent) => void;
  onPick: (index: number) => void;
  onStar: (index: number) => void;
}

/** Stars the row of this number, or takes its star. */
function useStar({ rowAt, marksAt }: Pick<ReturnType<typeof useRows>, 'rowAt' | 'marksAt'>) {
  const { mutate } = useWriteMarks();
  return (index: number) => {
    const [row, marked] = [rowAt(index), marksAt(index)];
    if (row && marked)
      mutate(({ marks }) => marks.change({ subjects: [rowSubject(row)], starred: !marked.starred }));
  };
}

/** A row whose marks come, or that is selected, keeps its cells as they are. */
const Cell = memo(Value);

const TableRow = memo(
  function TableRow(props: RowProps) {
    const { index, top, marked, columns, letters, active, selected, open, ...on } = props;
    const later = useAfterFrame(props.row);
    const row = props.inSight || later === props.row ? props.row : null;
    return (
      <div
        id={`row-${index}`}
        className={`timeline-row${active ? ' active' : ''}${selected ? ' selected' : ''}${open ? ' open-row' : ''}`}
        role="row"
        aria-rowindex={index + 2}
        aria-selected={selected}
        aria-busy={row === null || undefined}
        style={{ top }}
        // Shift selects rows, not their text.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onClick={(event) => on.onClick(index, event)}
      >
        <div role="gridcell" className="row-tools">
          {row && (
            <>
              <input
                type="checkbox"
                tabIndex={-1}
                aria-label={text.timeline.selection.pick(index + 1)}
                checked={selected}
                onClick={(event) => event.stopPropagation()}
                onChange={() => on.onPick(index)}
              />
              <RowMarks marked={marked} onStar={() => on.onStar(index)} onOpen={() => on.onOpen(index)} />
            </>
          )}
        </div>
        {columns.map((column, at) => (
          <div key={column} role="gridcell">
            {row && (
              <Cell
                column={column}
                value={row[column] ?? null}
                longest={letters[at] ?? 12}
                tabbable={false}
                row={row}
              />
            )}
          </div>
        ))}
      </div>
    );
  },
  (a, b) =>
    a.list === b.list &&
    a.row === b.row &&
    (a.inSight || !b.inSight) &&
    a.marked === b.marked &&
    a.index === b.index &&
    a.columns === b.columns &&
    a.top === b.top &&
    a.letters === b.letters &&
    a.active === b.active &&
    a.selected === b.selected &&
    a.open === b.open,
);

/** The value, once a frame was drawn with the one before. */
function useAfterFrame<T>(value: T): T | null {
  const [drawn, setDrawn] = useState<T | null>(null);
  useEffect(() => {
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setDrawn(value));
    });
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return drawn;
}

/** The row that the keys move; of another list it is another row. */
function useActiveRow(of: string, start: number | null) {
  const [state, setState] = useState<{ of: string; index: number | null }>({ of, index: start });
  const set = useCallback((index: number) => setState({ of, index }), [of]);
  return { index: state.of === of ? state.index : start, set };
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
