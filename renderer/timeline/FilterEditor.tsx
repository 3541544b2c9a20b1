import { Button, FormGroup, HTMLSelect, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useId, useState } from 'react';
import { networkExpression } from '../../shared/ip-network.ts';
import type { Filter } from '../../shared/contract.ts';
import { EVENT_COLUMNS, type Scalar } from '../../shared/model.ts';
import { MARK_COLUMNS } from '../../shared/marks.ts';
import { isWindow } from '../parts/filters.ts';
import { scalarText } from '../parts/Value.tsx';
import { columnTitle, text } from '../text.ts';
import { columnNamed } from './columns.ts';
import { useFacet } from './queries.ts';
import { scalarOf } from './scalar-of.ts';
import { addressFilter, holdsAddresses } from './typed-filter.ts';

type Operator = Filter['op'];
type Among = Extract<Filter, { op: 'among' }>;

/** Networks are asked of addresses, an order of numbers; one of several columns only where that is what is changed. */
function operatorsOf(column: string, before: Filter | null): readonly Operator[] {
  const more: Operator[] = holdsAddresses(column)
    ? ['within', 'outside']
    : columnNamed(column)?.kind === 'number'
      ? ['between']
      : [];
  const among: Operator[] = before?.op === 'among' && before.column === column ? ['among'] : [];
  return [...among, 'is', 'is_not', 'contains', ...more, 'exists', 'missing'];
}

const CHOICES = [...EVENT_COLUMNS.filter((column) => column.kind !== 'time'), ...MARK_COLUMNS];

interface FilterEditorProps {
  filter: Filter | null;
  onDone: (filter: Filter) => void;
}

export function FilterEditor({ filter, onDone }: FilterEditorProps) {
  const start = startOf(filter);
  const [column, setColumn] = useState(start.column);
  const [chosen, setOp] = useState<Operator>(start.op);
  const [typed, setTyped] = useState(start.typed);
  const [to, setTo] = useState(start.to);
  const operators = operatorsOf(column, filter);
  const op = operators.includes(chosen) ? chosen : 'is';
  const needsValue = op !== 'exists' && op !== 'missing';
  const untouched =
    column === start.column && op === start.op && typed === start.typed && to === start.to ? filter : null;
  const made =
    untouched ?? (op === 'between' ? between(column, typed, to) : makeFilter(column, op, typed, filter));
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
          onChange={(event) => setOp(operators.find((each) => each === event.currentTarget.value) ?? 'is')}
        >
          {operators.map((each) => (
            <option key={each} value={each}>
              {text.timeline.op[each]}
            </option>
          ))}
        </HTMLSelect>
      </FormGroup>
      {needsValue && op !== 'between' && (
        <ValueField
          column={column}
          typed={typed}
          wrong={isNetwork(op) && typed !== '' && !made ? text.timeline.typed.noNetwork : null}
          onType={setTyped}
        />
      )}
      {op === 'between' && (
        <>
          <End id="filter-from" label={text.timeline.from} typed={typed} onType={setTyped} />
          <End id="filter-to" label={text.timeline.to} typed={to} onType={setTo} />
        </>
      )}
      <Button
        type="submit"
        intent="primary"
        disabled={!made}
        text={filter ? text.action.apply : text.action.add}
      />
    </form>
  );
}

interface EndProps {
  id: string;
  label: string;
  typed: string;
  onType: (value: string) => void;
}

/** One end of a range of numbers; empty is open. */
function End({ id, label, typed, onType }: EndProps) {
  return (
    <FormGroup label={label} labelFor={id}>
      <InputGroup
        id={id}
        autoComplete="off"
        inputMode="decimal"
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
      />
    </FormGroup>
  );
}

interface ValueFieldProps {
  column: string;
  typed: string;
  /** What is wrong with it, or `null`. */
  wrong: string | null;
  onType: (value: string) => void;
}

/** Free text, with the most frequent values of the field offered. */
function ValueField({ column, typed, wrong, onType }: ValueFieldProps) {
  const list = useId();
  const facet = useFacet([], column, 50);
  return (
    <FormGroup
      label={text.timeline.value}
      labelFor="filter-value"
      helperText={wrong}
      intent={wrong ? 'danger' : 'none'}
    >
      <InputGroup
        id="filter-value"
        aria-invalid={wrong !== null}
        intent={wrong ? 'danger' : 'none'}
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

interface Start {
  column: string;
  op: Operator;
  typed: string;
  to: string;
}

function startOf(filter: Filter | null): Start {
  if (!filter || isWindow(filter)) return { column: 'user_name', op: 'is', typed: '', to: '' };
  const to = filter.op === 'between' ? (filter.to ?? '') : '';
  return { column: filter.column, op: filter.op, typed: typedOf(filter), to };
}

function typedOf(filter: Filter): string {
  if (filter.op === 'between') return filter.from ?? '';
  if (filter.op === 'within' || filter.op === 'outside') return filter.network;
  if (filter.op === 'contains') return filter.text;
  return 'values' in filter ? scalarText(firstOf(filter.values) ?? '') : '';
}

/** The value that is shown and may be changed; the others stay as they are. */
const firstOf = (values: readonly Scalar[]): Scalar => values.find((value) => value !== null) ?? null;

const isNetwork = (op: Operator): op is 'within' | 'outside' => op === 'within' || op === 'outside';

function between(column: string, from: string, to: string): Filter | null {
  const ends = [from.trim(), to.trim()];
  if (ends.every((end) => end === '') || !ends.every((end) => Number.isFinite(Number(end)))) return null;
  return { column, op: 'between', from: ends[0] || null, to: ends[1] || null };
}

function makeFilter(
  column: string,
  op: Exclude<Operator, 'between'>,
  typed: string,
  before: Filter | null,
): Filter | null {
  if (op === 'exists' || op === 'missing') return { column, op };
  const wanted = typed.trim();
  if (wanted === '') return null;
  if (op === 'contains') return { column, op, text: typed };
  if (op === 'among') return before?.op === 'among' ? amongAgain(before, typed) : null;
  if (isNetwork(op)) return networkExpression(wanted) === null ? null : { column, op, network: wanted };
  const address = wanted.includes('/') ? null : addressFilter(column, wanted, op === 'is_not');
  if (address !== null && typeof address !== 'string' && !('values' in address)) return address;
  const value =
    address && typeof address !== 'string' ? (address.values[0] ?? null) : scalarOf(column, wanted);
  if (value === null) return null;
  const others = before?.column === column && before.op !== 'among' ? othersOf(before) : [];
  return { column, op, values: [...new Set([value, ...others])] };
}

function amongAgain({ columns, values, column }: Among, value: string): Filter {
  return { column, op: 'among', columns, values: [...new Set([value, ...values.slice(1)])] };
}

function othersOf(before: Filter): Scalar[] {
  if (!('values' in before)) return [];
  const first = firstOf(before.values);
  return before.values.filter((value) => value !== first);
}
