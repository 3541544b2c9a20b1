import { HTMLSelect } from '@blueprintjs/core';
import { useMemo, type ReactNode } from 'react';
import type { Histogram } from '../../shared/contract.ts';
import type { Filter } from '../../shared/filter.ts';
import { MARK_COLUMNS } from '../../shared/marks.ts';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { count } from '../format/number.ts';
import { shorten } from '../format/shorten.ts';
import { isFilter } from '../parts/filters.ts';
import { columnHelp, columnTitle, datasetHelp, text } from '../text.ts';
import { FACET_COLUMNS } from './facet-columns.ts';
import { seriesName, seriesTone, type Series } from './histogram-data.ts';
import { scalarOf } from './scalar-of.ts';

interface HistogramHeadProps {
  data: Histogram;
  /** The column whose values are told apart. */
  by: string;
  onBy: (column: string) => void;
  /** The bucket under the pointer. */
  at: number | null;
  onPick: (filter: Filter) => void;
  /** What stands at the end. */
  children: ReactNode;
}

/** Names the series by their colours, each a way to its records, and offers other fields to tell records apart by. */
export function HistogramHead({ data, by, onBy, at, onPick, children }: HistogramHeadProps) {
  return (
    <div className="histogram-head">
      <ByChoice by={by} onBy={onBy} />
      <ul className="legend">
        {data.series.map((each, index) => (
          <li key={`${each.of} ${each.name}`}>
            <LegendName series={each} by={by} index={index} onPick={onPick} />
            {at !== null && <strong>{count(each.counts[at] ?? 0)}</strong>}
          </li>
        ))}
      </ul>
      <span className="spring" />
      {children}
    </div>
  );
}

interface LegendNameProps {
  series: Series;
  by: string;
  index: number;
  onPick: (filter: Filter) => void;
}

function LegendName({ series, by, index, onPick }: LegendNameProps) {
  const whole = seriesName(series, by);
  const name = (
    <>
      <svg width="10" height="10" aria-hidden="true">
        <rect width="10" height="10" rx="2" className={seriesTone(series, index)} />
      </svg>
      {shorten(whole, 20)}
    </>
  );
  if (series.of === 'rest') return <span className="legend-name">{name}</span>;
  const value = series.of === 'missing' ? null : scalarOf(by, series.name);
  const said = by === 'event_dataset' ? datasetHelp(series.name) : whole;
  return (
    <button
      type="button"
      className="legend-name"
      aria-label={whole}
      title={`${said}\n${text.value.filter}`}
      onClick={() => onPick(isFilter(by, value))}
    >
      {name}
    </button>
  );
}

/** Those that are facets first, then all others by their names. */
function ByChoice({ by, onBy }: Pick<HistogramHeadProps, 'by' | 'onBy'>) {
  const others = useMemo(
    () =>
      [...EVENT_COLUMNS, ...MARK_COLUMNS]
        .filter(({ name, kind }) => kind !== 'time' && !FACET_COLUMNS.includes(name))
        .map(({ name }) => name)
        .sort((a, b) => columnTitle(a).localeCompare(columnTitle(b))),
    [],
  );
  const option = (column: string) => (
    <option key={column} value={column} title={columnHelp(column)}>
      {columnTitle(column)}
    </option>
  );
  return (
    <HTMLSelect
      className="histogram-by"
      minimal
      aria-label={text.timeline.histogramBy}
      title={text.timeline.histogramBy}
      value={by}
      onChange={(event) => onBy(event.currentTarget.value)}
    >
      <optgroup label={text.timeline.facets}>{FACET_COLUMNS.map(option)}</optgroup>
      <optgroup label={text.timeline.otherFields}>{others.map(option)}</optgroup>
    </HTMLSelect>
  );
}
