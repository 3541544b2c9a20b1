import { CaretDown, CaretUp } from '@blueprintjs/icons';
import { columnTitle, text, columnHelp } from '../text.ts';
import type { Order } from './queries.ts';

interface SortHeadProps {
  column: string;
  /** `null` where another column decides the order. */
  sorted: Order | null;
  onSort: () => void;
}

const IN_WORDS = { asc: 'ascending', desc: 'descending' } as const;

/** The head of a column, which sorts by it and turns the order round. */
export function SortHead({ column, sorted, onSort }: SortHeadProps) {
  return (
    <div role="columnheader" aria-sort={sorted ? IN_WORDS[sorted] : undefined}>
      <button
        type="button"
        className="sort-head"
        title={`${columnHelp(column)}\n${text.timeline.sortBy(columnTitle(column))}`}
        onClick={onSort}
      >
        {columnTitle(column)}
        {sorted === 'asc' && <CaretUp size={12} />}
        {sorted === 'desc' && <CaretDown size={12} />}
      </button>
    </div>
  );
}
