import { Button } from '@blueprintjs/core';
import { CaretDown, CaretUp } from '@blueprintjs/icons';
import type { Answer as AnswerData, QueryColumn, QueryState, Sort } from '../../shared/query.ts';
import { go, timelineHref } from '../app/route.ts';
import { Panel } from '../parts/Panel.tsx';
import { Empty } from '../parts/State.tsx';
import { text } from '../text.ts';
import { questionHref } from './asked.ts';
import { Cell } from './Cell.tsx';
import { Keep } from './Keep.tsx';
import { ROWS, type AskedNow } from './queries.ts';
import { Export } from './Export.tsx';

interface AnswerProps {
  state: QueryState;
  asked: AskedNow;
  answer: AnswerData;
  /** Older rows are shown while newer are on their way. */
  stale: boolean;
}

export function Answer({ state, asked, answer, stale }: AnswerProps) {
  if (answer.missing !== null) return <p className="not-run">{text.questions.missingHelp(answer.missing)}</p>;
  return (
    <Panel
      title={text.questions.rows(answer.total)}
      flush
      testId="answer"
      actions={
        <div className="row-gap">
          <Export asked={asked} />
          <Keep asked={asked} />
        </div>
      }
    >
      {answer.total === 0 ? (
        <Empty title={text.questions.none}>
          <p>{text.questions.noneHelp}</p>
        </Empty>
      ) : (
        <>
          <div className="table-scroll" aria-busy={stale}>
            <table className="table question-table">
              <thead>
                <tr>
                  {state.columns.map((column) => (
                    <Head key={column.name} column={column} state={state} asked={asked} />
                  ))}
                </tr>
              </thead>
              <tbody>
                {answer.rows.map((row, at) => (
                  <tr key={at} data-testid="answer-row">
                    {state.columns.map((column) => (
                      <td key={column.name} className={isNumeric(column) ? 'number' : ''}>
                        {column.name === 'events' ? (
                          <RecordsLink
                            filters={answer.records[at] ?? null}
                            cell={<Cell column={column} cell={row[column.name] ?? null} />}
                          />
                        ) : (
                          <Cell column={column} cell={row[column.name] ?? null} />
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Pages asked={asked} answer={answer} />
        </>
      )}
    </Panel>
  );
}

const isNumeric = ({ kind, many }: QueryColumn): boolean => !many && (kind === 'number' || kind === 'share');

function RecordsLink({ filters, cell }: { filters: AnswerData['records'][number]; cell: React.ReactNode }) {
  if (filters === null) return <span title={text.questions.noRecords}>{cell}</span>;
  return (
    <a href={timelineHref(filters)} title={text.questions.records}>
      {cell}
    </a>
  );
}

interface HeadProps {
  column: QueryColumn;
  state: QueryState;
  asked: AskedNow;
}

function Head({ column, state, asked }: HeadProps) {
  const sort = asked.sort ?? state.sort;
  const here = sort.column === column.name;
  const next: Sort = { column: column.name, direction: nextDirection(column, here ? sort.direction : null) };
  const Caret = sort.direction === 'asc' ? CaretUp : CaretDown;
  return (
    <th
      className={isNumeric(column) ? 'number' : ''}
      aria-sort={here ? (sort.direction === 'asc' ? 'ascending' : 'descending') : undefined}
      title={column.help || undefined}
    >
      <button
        type="button"
        className="sort"
        aria-label={text.questions.sortBy(column.title)}
        onClick={() => go(questionHref(asked.query, { inputs: asked.inputs, sort: next }))}
      >
        {column.title}
        {here && <Caret size={12} />}
      </button>
    </th>
  );
}

/** Numbers and times begin with the most and the last. */
function nextDirection({ kind }: QueryColumn, before: Sort['direction'] | null): Sort['direction'] {
  if (before !== null) return before === 'asc' ? 'desc' : 'asc';
  return kind === 'text' || kind === 'network' || kind === 'country' ? 'asc' : 'desc';
}

function Pages({ asked, answer }: { asked: AskedNow; answer: AnswerData }) {
  const { offset, total, rows } = answer;
  const to = (next: number) => go(questionHref(asked.query, { ...asked, offset: Math.max(0, next) }));
  if (total <= rows.length && offset === 0) return null;
  return (
    <div className="row-gap question-pages">
      <Button
        size="small"
        text={text.questions.before}
        disabled={offset === 0}
        onClick={() => to(offset - ROWS)}
      />
      <span>{text.questions.position(Math.min(offset + 1, total), offset + rows.length, total)}</span>
      <Button
        size="small"
        text={text.questions.next}
        disabled={offset + rows.length >= total}
        onClick={() => to(offset + ROWS)}
      />
    </div>
  );
}
