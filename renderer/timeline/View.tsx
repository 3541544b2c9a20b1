import { Button } from '@blueprintjs/core';
import { PanelStats, SortAsc, SortDesc, ZoomOut } from '@blueprintjs/icons';
import { useDeferredValue, useMemo, useRef } from 'react';
import type { Filter } from '../../shared/contract.ts';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { filtersText, readFilters, setQuery, useRoute, type Route } from '../app/route.ts';
import { useSettings } from '../app/settings.ts';
import { TableExport } from '../export/TableExport.tsx';
import { addFilter, isWindow, windowFilter } from '../parts/filters.ts';
import { useFocusKept } from '../parts/focus.ts';
import { Failed } from '../parts/State.tsx';
import { text } from '../text.ts';
import { ColumnChooser } from './ColumnChooser.tsx';
import { columnNamed } from './columns.ts';
import { Facets } from './Facets.tsx';
import { FilterBar } from './FilterBar.tsx';
import { Histogram } from './Histogram.tsx';
import { useFirstPage, useHistogram, type Order } from './queries.ts';
import { Table } from './Table.tsx';
import { Unread } from './Unread.tsx';
import { Views } from './Views.tsx';
import './timeline.css';

/** Another column than the time that the rows are sorted by. */
const sortOf = ({ query: { sort } }: Route): string | null =>
  EVENT_COLUMNS.some(({ name }) => name === sort && name !== 'timestamp') ? (sort ?? null) : null;

const usualBy = 'event_dataset';

/** The field whose values the histogram tells apart. */
const byOf = ({ query: { by } }: Route): string => {
  const column = columnNamed(by ?? '');
  return column && column.kind !== 'time' ? column.name : usualBy;
};

export function TimelineView() {
  const route = useRoute();
  const { filters, unread } = useMemo(() => readFilters(route), [route]);
  const order: Order = route.query['order'] === 'desc' ? 'desc' : 'asc';
  const sort = sortOf(route);
  const by = byOf(route);
  const { facetsOpen, set } = useSettings();
  const hasRows = useFirstPage(filters, order, sort);
  const change = (next: readonly Filter[]) => setQuery({ filters: filtersText(next, unread) });
  const sortBy = (column: string) => {
    const turned = (sort ?? 'timestamp') === column && order === 'asc';
    setQuery({ sort: column === 'timestamp' ? null : column, order: turned ? 'desc' : null }, 'replace');
  };
  const top = useRef<HTMLDivElement>(null);
  const focus = useFocusKept(() => top.current?.querySelector<HTMLElement>('.add-filter'));
  return (
    <div className="page fixed timeline">
      <div ref={top} className="timeline-top" {...focus}>
        <h1 className="visually-hidden">{text.timeline.title}</h1>
        <Button
          size="small"
          variant="minimal"
          icon={<PanelStats />}
          active={facetsOpen}
          aria-pressed={facetsOpen}
          title={facetsOpen ? text.timeline.facetsHide : text.timeline.facetsShow}
          aria-label={text.timeline.facets}
          onClick={() => set({ facetsOpen: !facetsOpen })}
        />
        <FilterBar filters={filters} onChange={change} />
        <span className="spring" />
        {filters.some(isWindow) && (
          <Button
            size="small"
            variant="minimal"
            icon={<ZoomOut />}
            text={text.timeline.zoomOut}
            onClick={() => change(filters.filter((filter) => !isWindow(filter)))}
          />
        )}
        <Button
          size="small"
          variant="minimal"
          icon={order === 'asc' ? <SortAsc /> : <SortDesc />}
          text={order === 'asc' || sort !== null ? text.timeline.orderAsc : text.timeline.orderDesc}
          onClick={() => sortBy('timestamp')}
        />
        <Views filters={filters} order={order} sort={sort} by={by === usualBy ? null : by} />
        <ColumnChooser />
        <TableExport asked={{ table: 'events', filters: [...filters] }} />
      </div>
      {unread.length > 0 && (
        <Unread filters={unread} onLeave={() => setQuery({ filters: filtersText(filters) })} />
      )}
      <TimelineHistogram
        filters={filters}
        by={by}
        ready={hasRows}
        onPick={(filter) => change(addFilter(filters, filter))}
        onZoom={(from, to) => change(addFilter(filters, windowFilter(from, to)))}
      />
      <div className="timeline-main grow">
        {facetsOpen && <Facets filters={filters} ready={hasRows} onChange={change} />}
        <Table filters={filters} order={order} sort={sort} onSort={sortBy} />
      </div>
    </div>
  );
}

interface TimelineHistogramProps {
  filters: readonly Filter[];
  by: string;
  ready: boolean;
  onPick: (filter: Filter) => void;
  onZoom: (from: string, to: string) => void;
}

const byTo = (column: string) => setQuery({ by: column === usualBy ? null : column }, 'replace');

function TimelineHistogram({ filters, by, ready, ...does }: TimelineHistogramProps) {
  const histogram = useHistogram(filters, by, ready);
  // After the rows, which a person reads first.
  const drawn = useDeferredValue(true, false);
  if (histogram.data && drawn)
    return (
      <Histogram data={histogram.data} by={by} onBy={byTo} old={histogram.isPlaceholderData} {...does} />
    );
  if (histogram.isError)
    return (
      <div className="histogram histogram-failed">
        <Failed small error={histogram.error} retry={() => void histogram.refetch()} />
      </div>
    );
  return <div className="histogram histogram-waiting" aria-busy="true" />;
}
