import { Button } from '@blueprintjs/core';
import { Cross, Plus, Time as TimeIcon } from '@blueprintjs/icons';
import { useState } from 'react';
import type { Filter } from '../../shared/contract.ts';
import { addFilter, isWindow } from '../parts/filters.ts';
import { columnTitle, datasetTitle, text } from '../text.ts';
import { timeText } from '../format/zone.ts';
import { shorten } from '../format/shorten.ts';
import { readText } from '../parts/Value.tsx';
import { FilterEditor } from './FilterEditor.tsx';
import { RangeEditor } from './RangeEditor.tsx';
import { TypedFilter } from './TypedFilter.tsx';
import { Popover } from '../parts/Popover.tsx';

interface FilterBarProps {
  filters: readonly Filter[];
  onChange: (filters: Filter[]) => void;
}

export function FilterBar({ filters, onChange }: FilterBarProps) {
  return (
    <div className="filter-bar" role="group" aria-label={text.timeline.filters}>
      {filters.map((filter, at) => (
        <Chip
          // By its place: who changes one stays on it, who removes one stands on the next.
          key={at}
          filter={filter}
          onChange={(next) => onChange(filters.map((each, index) => (index === at ? next : each)))}
          onRemove={() => onChange(filters.filter((_, index) => index !== at))}
        />
      ))}
      <Opener
        className="add-filter"
        label={text.timeline.addFilter}
        icon={<Plus />}
        content={(close) => (
          <FilterEditor
            filter={null}
            onDone={(added) => {
              onChange(addFilter(filters, added));
              close();
            }}
          />
        )}
      />
      {!filters.some(isWindow) && (
        <Opener
          label={text.timeline.range}
          icon={<TimeIcon />}
          content={(close) => (
            <RangeEditor
              filter={null}
              onDone={(added) => {
                onChange(addFilter(filters, added));
                close();
              }}
            />
          )}
        />
      )}
      <TypedFilter filters={filters} onChange={onChange} />
      {filters.length > 1 && (
        <Button size="small" variant="minimal" text={text.timeline.clear} onClick={() => onChange([])} />
      )}
    </div>
  );
}

interface OpenerProps {
  className?: string;
  label: string;
  icon: React.JSX.Element;
  content: (close: () => void) => React.JSX.Element;
}

function Opener({ className = '', label, icon, content }: OpenerProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      isOpen={open}
      onInteraction={setOpen}
      placement="bottom-start"
      content={content(() => setOpen(false))}
    >
      <Button className={className} size="small" variant="minimal" icon={icon} text={label} />
    </Popover>
  );
}

interface ChipProps {
  filter: Filter;
  onChange: (filter: Filter) => void;
  onRemove: () => void;
}

function Chip({ filter, onChange, onRemove }: ChipProps) {
  const [open, setOpen] = useState(false);
  const done = (next: Filter) => {
    setOpen(false);
    onChange(next);
  };
  const editor = isWindow(filter) ? (
    <RangeEditor filter={filter} onDone={done} />
  ) : (
    <FilterEditor filter={filter} onDone={done} />
  );
  return (
    <span className={`chip${isNegative(filter) ? ' negative' : ''}`}>
      <Popover isOpen={open} onInteraction={setOpen} placement="bottom-start" content={editor}>
        <button type="button" className="chip-text" title={filterText(filter, 400)}>
          <FilterWords filter={filter} />
        </button>
      </Popover>
      <button
        type="button"
        className="chip-remove"
        aria-label={`${text.action.remove}: ${filterText(filter, 80)}`}
        onClick={onRemove}
      >
        <Cross size={12} />
      </button>
    </span>
  );
}

const NEGATIVE: readonly Filter['op'][] = ['is_not', 'missing', 'outside'];
const isNegative = (filter: Filter): boolean => NEGATIVE.includes(filter.op);

function FilterWords({ filter }: { filter: Filter }) {
  return (
    <>
      <span className="chip-field">{columnTitle(filter.column)}</span> {text.timeline.op[filter.op]}{' '}
      <strong>{filterValue(filter, 44)}</strong>
    </>
  );
}

export const filterText = (filter: Filter, longest: number): string =>
  `${columnTitle(filter.column)} ${text.timeline.op[filter.op]} ${filterValue(filter, longest)}`.trim();

function filterValue(filter: Filter, longest: number): string {
  switch (filter.op) {
    case 'is':
    case 'among':
    case 'is_not': {
      const named = filter.values.map((value) => {
        const whole = value === null ? text.timeline.series.missing : readText(value);
        return shorten(filter.column === 'event_dataset' ? datasetTitle(whole) : whole, longest);
      });
      return named.length > 3 ? `${named.slice(0, 3).join(', ')} +${named.length - 3}` : named.join(', ');
    }
    case 'contains':
      return `“${shorten(filter.text, longest)}”`;
    case 'between':
      return `${filter.from ? timeText(filter.from) : '…'} – ${filter.to ? timeText(filter.to) : '…'}`;
    case 'within':
    case 'outside':
      return filter.network;
    case 'exists':
    case 'missing':
      return '';
  }
}
