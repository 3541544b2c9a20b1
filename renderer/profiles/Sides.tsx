import { Button } from '@blueprintjs/core';
import { useRef } from 'react';
import type { Filter } from '../../shared/filter.ts';
import type { SideColumn, Sides as SidesData } from '../../shared/session-profiles.ts';
import { timelineHref } from '../app/route.ts';
import { count } from '../format/number.ts';
import { addFilter, isFilter } from '../parts/filters.ts';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time } from '../parts/Time.tsx';
import { Value } from '../parts/Value.tsx';
import { SavePicture } from '../picture/SavePicture.tsx';
import { columnTitle, text, columnHelp } from '../text.ts';
import { useSides } from './queries.ts';
import { SmallAxisHead, SmallBars } from './SmallBars.tsx';

interface SidesProps {
  a: Filter[];
  b: Filter[];
  onClose: () => void;
}

const words = text.profiles;

/** Two profiles beside each other: when each was used, what is the same, and what differs. */
export function SidesPanel({ a, b, onClose }: SidesProps) {
  const sides = useSides(a, b);
  const picture = useRef<HTMLDivElement>(null);
  return (
    <Panel
      title={words.sides}
      hint={words.sidesHelp}
      testId="sides"
      flush
      actions={
        <>
          <SavePicture name="two-profiles" picture={picture} />
          <Button size="small" variant="minimal" text={text.action.close} onClick={onClose} />
        </>
      }
    >
      <Loaded query={sides}>
        {(data) => (
          <div ref={picture}>
            <When data={data} a={a} b={b} />
            <Values data={data} a={a} b={b} />
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

interface PartProps {
  data: SidesData;
  a: Filter[];
  b: Filter[];
}

function When({ data, a, b }: PartProps) {
  return (
    <div className="table-scroll">
      <table className="table sides-when">
        <thead>
          <tr>
            <th />
            <th className="number">{text.entity.records}</th>
            <th className="number">{text.entity.failures}</th>
            <th>{text.entity.first}</th>
            <th>{text.entity.last}</th>
            <th className="small-bars-head">{data.axis && <SmallAxisHead axis={data.axis} />}</th>
          </tr>
        </thead>
        <tbody>
          {(['a', 'b'] as const).map((side) => {
            const filters = side === 'a' ? a : b;
            const told = data[side];
            return (
              <tr key={side}>
                <th scope="row">
                  <SideSign side={side} />
                </th>
                <td className="number">
                  <a href={timelineHref(filters)}>{count(told.events)}</a>
                </td>
                <td className="number">
                  {told.failures === 0 ? (
                    '0'
                  ) : (
                    <a href={timelineHref(addFilter(filters, isFilter('event_outcome', 'failure')))}>
                      {count(told.failures)}
                    </a>
                  )}
                </td>
                <td>
                  <Time iso={told.first_timestamp} />
                </td>
                <td>
                  <Time iso={told.last_timestamp} />
                </td>
                <td className="small-bars-cell">
                  {data.axis && <SmallBars axis={data.axis} counts={told.counts} label={words.side[side]} />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A letter in a box: the same wherever the side is meant. */
export function SideSign({ side }: { side: 'a' | 'b' }) {
  return (
    <span className={`side-sign ${side}`} title={words.side[side]}>
      {side.toUpperCase()}
    </span>
  );
}

/** What the values of a column come to. */
function kindOf({ in_both, only_a, only_b }: SideColumn): 'same' | 'part' | 'differs' {
  if (in_both === 0) return 'differs';
  return only_a + only_b === 0 ? 'same' : 'part';
}

const SIGNS = { same: '=', part: '∩', differs: '≠' } as const;

function Values({ data, a, b }: PartProps) {
  return (
    <div className="table-scroll">
      <table className="table sides-values">
        <thead>
          <tr>
            <th>{words.field}</th>
            <th>{words.outcome}</th>
            <th>
              <SideSign side="a" /> {words.only}
            </th>
            <th>{words.both}</th>
            <th>
              <SideSign side="b" /> {words.only}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.columns.map((column) => {
            const kind = kindOf(column);
            return (
              <tr key={column.column} data-kind={kind}>
                <td className="nowrap" title={columnHelp(column.column)}>
                  {columnTitle(column.column)}
                </td>
                <td className="nowrap">
                  <span className={`side-kind ${kind}`}>
                    <span aria-hidden="true">{SIGNS[kind]}</span> {words.kinds[kind]}
                  </span>
                </td>
                <td className="wrap">
                  <OnSide column={column} side="a" filters={a} />
                </td>
                <td className="wrap">
                  <InBoth column={column} a={a} b={b} />
                </td>
                <td className="wrap">
                  <OnSide column={column} side="b" filters={b} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const recordsHref = (filters: Filter[], column: string, value: SideColumn['values'][number]['value']) =>
  timelineHref([...filters, isFilter(column, value)]);

function OnSide({ column, side, filters }: { column: SideColumn; side: 'a' | 'b'; filters: Filter[] }) {
  const other = side === 'a' ? 'b' : 'a';
  const values = column.values.filter((one) => one[side] > 0 && one[other] === 0);
  const hidden = column[`only_${side}`] - values.length;
  const missing = column[`missing_${side}`];
  return (
    <ul className="side-list">
      {values.map(({ value, [side]: events }) => (
        <li key={String(value)}>
          <Value column={column.column} value={value} longest={44} />{' '}
          <a href={recordsHref(filters, column.column, value)}>{count(events)}</a>
        </li>
      ))}
      {hidden > 0 && <li className="muted">{words.hidden(hidden)}</li>}
      {missing > 0 && (
        <li className="muted">
          {words.missing} <a href={recordsHref(filters, column.column, null)}>{count(missing)}</a>
        </li>
      )}
    </ul>
  );
}

function InBoth({ column, a, b }: { column: SideColumn; a: Filter[]; b: Filter[] }) {
  const values = column.values.filter((one) => one.a > 0 && one.b > 0);
  const hidden = column.in_both - values.length;
  return (
    <ul className="side-list">
      {values.map(({ value, ...events }) => (
        <li key={String(value)}>
          <Value column={column.column} value={value} longest={44} />{' '}
          <a href={recordsHref(a, column.column, value)} aria-label={words.recordsOf('A', events.a)}>
            {count(events.a)}
          </a>
          {' · '}
          <a href={recordsHref(b, column.column, value)} aria-label={words.recordsOf('B', events.b)}>
            {count(events.b)}
          </a>
        </li>
      ))}
      {hidden > 0 && <li className="muted">{words.hidden(hidden)}</li>}
    </ul>
  );
}
