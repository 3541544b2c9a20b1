import { Button, FormGroup, HTMLSelect, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useId, useState } from 'react';
import type { Filter } from '../../shared/contract.ts';
import { EVENT_COLUMNS } from '../../shared/model.ts';
import { MARK_COLUMNS } from '../../shared/marks.ts';
import { isWindow } from '../parts/filters.ts';
import { scalarText } from '../parts/Value.tsx';
import { columnTitle, text } from '../text.ts';
import { useFacet } from './queries.ts';
import { scalarOf } from './scalar-of.ts';

const OPERATORS = ['is', 'is_not', 'contains', 'exists', 'missing'] as const;
type Operator = (typeof OPERATORS)[number];

const CHOICES = [...EVENT_COLUMNS.filter((column) => column.kind !== 'time'), ...MARK_COLUMNS];

interface FilterEditorProps {
  filter: Filter | null;
  onDone: (filter: Filter) => void;
}

export function FilterEditor({ filter, onDone }: FilterEditorProps) {
  const start = startOf(filter);
  const [column, setColumn] = useState(start.column);
  const [op, setOp] = useState<Operator>(start.op);
  const [typed, setTyped] = useState(start.typed);
  const needsValue = op !== 'exists' && op !== 'missing';
  const made = makeFilter(column, op, typed, filter);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (made) onDone(made);
  };
  return (
    <form className="filter-editor" onSubmit={submit}>
      <FormGroup label={text.timeline.field} labelFor="filter-column">
        <HTMLSelect
          id="filter-column"
          fill
          value={column}
          onChange={(event) => setColumn(event.currentTarget.value)}
        >
          {CHOICES.map(({ name }) => (
            <option key={name} value={name}>
              {columnTitle(name)}
            </option>
          ))}
        </HTMLSelect>
      </FormGroup>
      <FormGroup label={text.timeline.operator} labelFor="filter-op">
        <HTMLSelect
          id="filter-op"
          fill
          value={op}
          onChange={(event) => setOp(operatorOf(event.currentTarget.value))}
        >
          {OPERATORS.map((each) => (
            <option key={each} value={each}>
              {text.timeline.op[each]}
            </option>
          ))}
        </HTMLSelect>
      </FormGroup>
      {needsValue && <ValueField column={column} typed={typed} onType={setTyped} />}
      <Button
        type="submit"
        intent="primary"
        disabled={!made}
        text={filter ? text.action.apply : text.action.add}
      />
    </form>
  );
}

/** Free text, with the most frequent values of the field offered. */
function ValueField({
  column,
  typed,
  onType,
}: {
  column: string;
  typed: string;
  onType: (value: string) => void;
}) {
  const list = useId();
  const facet = useFacet([], column, 50);
  return (
    <FormGroup label={text.timeline.value} labelFor="filter-value">
      <InputGroup
        id="filter-value"
        autoFocus
        autoComplete="off"
        value={typed}
        list={list}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <datalist id={list}>
        {facet.data?.values
          .filter(({ value }) => value !== null)
          .map(({ value }) => (
            <option key={String(value)} value={scalarText(value)} />
          ))}
      </datalist>
    </FormGroup>
  );
}

function startOf(filter: Filter | null): { column: string; op: Operator; typed: string } {
  if (!filter || isWindow(filter) || filter.op === 'between')
    return { column: 'user_name', op: 'is', typed: '' };
  if (filter.op === 'within' || filter.op === 'outside')
    return { column: filter.column, op: 'contains', typed: filter.network };
  const typed =
    filter.op === 'contains' ? filter.text : 'values' in filter ? scalarText(filter.values[0] ?? '') : '';
  return { column: filter.column, op: filter.op === 'among' ? 'is' : filter.op, typed };
}

const operatorOf = (value: string): Operator => OPERATORS.find((each) => each === value) ?? 'is';

function makeFilter(column: string, op: Operator, typed: string, before: Filter | null): Filter | null {
  if (op === 'exists' || op === 'missing') return { column, op };
  if (typed.trim() === '') return null;
  if (op === 'contains') return { column, op, text: typed };
  const value = scalarOf(column, typed.trim());
  if (value === null) return null;
  const others = before && 'values' in before && before.column === column ? before.values.slice(1) : [];
  return { column, op, values: [...new Set([value, ...others])] };
}
