import { ChevronDown, ChevronRight, Disable } from '@blueprintjs/icons';
import { useDeferredValue, useRef, useState } from 'react';
import type { Filter } from '../../shared/contract.ts';
import type { Scalar } from '../../shared/model.ts';
import { count } from '../format/number.ts';
import { shorten } from '../format/shorten.ts';
import { addFilter, isFilter, isNotFilter, withoutValue } from '../parts/filters.ts';
import { useFocusKept } from '../parts/focus.ts';
import { Failed } from '../parts/State.tsx';
import { readText } from '../parts/Value.tsx';
import { columnHelp, columnTitle, datasetHelp, datasetTitle, text } from '../text.ts';
import { FACETS } from './facet-columns.ts';
import { useFacet } from './queries.ts';

interface FacetsProps {
  filters: readonly Filter[];
  /** The rows have come, which are asked for first. */
  ready: boolean;
  onChange: (filters: Filter[]) => void;
}

/** The most frequent values of some fields in what the filters leave; pressing one narrows to it. */
export function Facets({ filters, ready, onChange }: FacetsProps) {
  // After the rows, which a person reads first.
  const drawn = useDeferredValue(FACETS, []);
  return (
    <section className="facets" aria-label={text.timeline.facets}>
      {drawn.map(({ column, open }) => (
        <Facet
          key={column}
          column={column}
          openAtFirst={open}
          filters={filters}
          ready={ready}
          onChange={onChange}
        />
      ))}
    </section>
  );
}

const FEW = 6;
const MANY = 100;

function Facet({
  column,
  openAtFirst,
  filters,
  ready,
  onChange,
}: FacetsProps & { column: string; openAtFirst: boolean }) {
  const [open, setOpen] = useState(openAtFirst);
  const [all, setAll] = useState(false);
  // Without its own filter, a facet goes on offering the values that could be chosen beside the chosen one.
  const others = filters.filter((filter) => filter.column !== column);
  const facet = useFacet(others, column, all ? MANY : FEW, open && ready);
  const values = facet.data?.values ?? [];
  const most = Math.max(1, ...values.map(({ events }) => events));
  const head = useRef<HTMLButtonElement>(null);
  const focus = useFocusKept(() => head.current);
  const more = (facet.data?.distinct ?? 0) - values.filter(({ value }) => value !== null).length;
  return (
    <section
      className="facet"
      data-testid="facet"
      data-column={column}
      {...focus}
      // Its values are of the filters before until those of now are counted.
      aria-busy={(open && (facet.isPlaceholderData || facet.isPending)) || undefined}
    >
      <button
        ref={head}
        type="button"
        className="facet-head"
        title={columnHelp(column)}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronDown size={12} /> : <ChevronRight size={12} />}
        {columnTitle(column)}
        {open && facet.data && <span className="muted">{count(facet.data.distinct)}</span>}
      </button>
      {open && (
        <ul>
          {values.map(({ value, events }) => (
            <FacetValue
              key={String(value)}
              column={column}
              value={value}
              events={events}
              share={events / most}
              filters={filters}
              onChange={onChange}
            />
          ))}
          {facet.isError && (
            <li>
              <Failed small error={facet.error} retry={() => void facet.refetch()} />
            </li>
          )}
          {facet.data && values.length === 0 && (
            <li className="muted facet-none">{text.timeline.facetNone}</li>
          )}
          {more > 0 && !all && (
            <li>
              <button type="button" className="facet-more" onClick={() => setAll(true)}>
                {text.timeline.facetMore(more)}
              </button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

interface FacetValueProps extends Omit<FacetsProps, 'ready'> {
  column: string;
  value: Scalar;
  events: number;
  share: number;
}

function FacetValue({ column, value, events, share, filters, onChange }: FacetValueProps) {
  const chosen = filters.some(
    (each) =>
      each.column === column &&
      (each.op === 'is' ? each.values.includes(value) : each.op === 'missing' && value === null),
  );
  const name = value === null ? text.timeline.op.missing : readText(value);
  const title =
    column === 'event_dataset'
      ? datasetTitle(name)
      : column === 'event_outcome'
        ? (text.outcome[name] ?? name)
        : name;
  return (
    <li className={`facet-value${chosen ? ' chosen' : ''}`}>
      <button
        type="button"
        className="facet-pick"
        title={column === 'event_dataset' ? datasetHelp(name) : name}
        aria-pressed={chosen}
        onClick={() =>
          onChange(
            chosen ? withoutValue(filters, column, value) : addFilter(filters, isFilter(column, value)),
          )
        }
      >
        <svg className="facet-bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
          <rect width={share * 100} height="1" />
        </svg>
        <span className={`facet-name${value === null ? ' muted' : ''}`}>{shorten(title, 48)}</span>
        <span className="facet-count">{count(events)}</span>
      </button>
      <button
        type="button"
        className="facet-exclude"
        title={text.value.exclude}
        aria-label={`${text.value.exclude}: ${name}`}
        onClick={() => onChange(addFilter(withoutValue(filters, column, value), isNotFilter(column, value)))}
      >
        <Disable size={12} />
      </button>
    </li>
  );
}
