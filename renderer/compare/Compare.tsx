import { Button, FormGroup, HTMLSelect, InputGroup } from '@blueprintjs/core';
import type { SyntheticEvent } from 'react';
import { useRef, useState } from 'react';
import {
  MEASURES,
  SLICES,
  type CompareCell,
  type CompareInput,
  type Comparison,
} from '../../shared/compare.ts';
import type { Entity } from '../../shared/model.ts';
import { setQuery, useRoute } from '../app/route.ts';
import { count } from '../format/number.ts';
import { TableExport } from '../export/TableExport.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Loaded } from '../parts/State.tsx';
import { Time, TimeRange } from '../parts/Time.tsx';
import { SavePicture } from '../picture/SavePicture.tsx';
import { datasetTitle, text } from '../text.ts';
import { Bars } from './Bars.tsx';
import { draftIn, draftOf, draftText, inputOf, type Draft } from './draft.ts';
import { useComparison } from './queries.ts';
import './compare.css';

interface CompareProps {
  entity: Entity;
  from: string | null;
  to: string | null;
}

/** The button that opens it; open, it stands in the address with what is compared, so that back and a link lead to it. */
export function Compare(props: CompareProps) {
  const address = useRoute().query['compare'];
  if (address === undefined)
    return (
      <Button className="compare-open" text={text.compare.open} onClick={() => setQuery({ compare: '1' })} />
    );
  return <ComparePanel {...props} address={address} />;
}

/** What the form holds: what the address says, or what was typed since it said so. */
function useDraft(address: string, usual: Draft) {
  const [typed, setTyped] = useState<{ address: string; draft: Draft } | null>(null);
  const known = draftIn(address) ?? usual;
  return {
    known,
    draft: typed?.address === address ? typed.draft : known,
    setDraft: (draft: Draft) => setTyped({ address, draft }),
    /** Puts it into the address, where it is found again. */
    keep: (draft: Draft) => {
      setTyped(null);
      setQuery({ compare: draftText(draft) });
    },
  };
}

function ComparePanel({ entity, from, to, address }: CompareProps & { address: string }) {
  const { known, draft, setDraft, keep } = useDraft(address, draftOf(from, to));
  const asked = inputOf(entity, known);
  const input = inputOf(entity, draft);
  const picture = useRef<HTMLDivElement>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (input) keep(draft);
  };
  return (
    <Panel
      title={text.compare.title}
      hint={text.compare.help}
      testId="compare"
      actions={
        <>
          {asked && (
            <>
              <TableExport asked={{ table: 'comparison', asked }} />
              <SavePicture name="present-and-past" picture={picture} chosenBeside />
            </>
          )}
          <Button
            size="small"
            variant="minimal"
            text={text.action.close}
            onClick={() => setQuery({ compare: null })}
          />
        </>
      }
    >
      <form className="compare-form" onSubmit={submit}>
        <Choices draft={draft} onChange={setDraft} />
        <Button type="submit" intent="primary" text={text.compare.apply} disabled={!input} />
      </form>
      <div ref={picture}>{asked && <Result input={asked} />}</div>
    </Panel>
  );
}

function Choices({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const words = (name: 'from' | 'to' | 'shifts' | 'baseline', help?: string) => (
    <FormGroup label={text.compare[name]} labelFor={`compare-${name}`} helperText={help}>
      <InputGroup
        id={`compare-${name}`}
        value={draft[name]}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange({ ...draft, [name]: event.currentTarget.value })}
      />
    </FormGroup>
  );
  return (
    <>
      <FormGroup label={text.compare.measure} labelFor="compare-measure">
        <HTMLSelect
          id="compare-measure"
          value={draft.measure}
          onChange={(event) => onChange({ ...draft, measure: oneOf(MEASURES, event.currentTarget.value) })}
        >
          {MEASURES.map((measure) => (
            <option key={measure} value={measure}>
              {text.compare.measures[measure]}
            </option>
          ))}
        </HTMLSelect>
      </FormGroup>
      <FormGroup label={text.compare.slice} labelFor="compare-slice">
        <HTMLSelect
          id="compare-slice"
          value={draft.slice}
          onChange={(event) => onChange({ ...draft, slice: oneOf(SLICES, event.currentTarget.value) })}
        >
          {SLICES.map((slice) => (
            <option key={slice} value={slice}>
              {text.compare.slices[slice]}
            </option>
          ))}
        </HTMLSelect>
      </FormGroup>
      {words('from')}
      {words('to')}
      {words('shifts', text.compare.shiftsHelp)}
      {words('baseline', text.compare.baselineHelp)}
    </>
  );
}

const oneOf = <T extends string>(all: readonly T[], value: string): T =>
  all.find((one) => one === value) ?? (all[0] as T);

function Result({ input }: { input: CompareInput }) {
  const comparison = useComparison(input);
  return (
    <Loaded query={comparison}>
      {(data) => (
        <>
          <Bars comparison={data} />
          <Table comparison={data} />
          <Logs comparison={data} />
        </>
      )}
    </Loaded>
  );
}

function Table({ comparison }: { comparison: Comparison }) {
  const { rows, shifts, baseline } = comparison;
  const usual = baseline ? (['average', 'minimum', 'maximum'] as const) : [];
  return (
    // Only by being reached can it be scrolled without a mouse.
    <div className="table-scroll compare-table" role="region" aria-label={text.compare.title} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th>{text.compare.time}</th>
            <th className="number">{text.compare.now}</th>
            {shifts.map((shift) => (
              <th key={shift} className="number">{`_${shift}`}</th>
            ))}
            {usual.map((name) => (
              <th key={name} className="number">
                {text.compare[name]}
              </th>
            ))}
            {baseline && <th className="number">{text.compare.known}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.start}>
              <td>
                <Time iso={row.start} />
              </td>
              <Figure cell={row.now} />
              {row.shifted.map((cell, at) => (
                <Figure key={at} cell={cell} />
              ))}
              {usual.map((name) => (
                <td key={name} className="number">
                  {row[name] === null ? <Unknown /> : rounded(row[name])}
                </td>
              ))}
              {baseline && <td className="number">{`${row.known} / ${baseline.times}`}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const rounded = (value: number): string => (Number.isInteger(value) ? count(value) : value.toFixed(2));

function Figure({ cell: { value, coverage } }: { cell: CompareCell }) {
  return (
    <td className="number">
      {value === null ? (
        <Unknown />
      ) : coverage === 'whole' ? (
        count(value)
      ) : (
        <span title={text.compare.partHelp}>{`≥ ${count(value)}`}</span>
      )}
    </td>
  );
}

function Unknown() {
  return (
    <span className="badge bare open" title={text.compare.unknownHelp}>
      {text.compare.unknown}
    </span>
  );
}

function Logs({ comparison: { logs } }: { comparison: Comparison }) {
  if (logs.length === 0) return <p className="not-run">{text.compare.noLogs}</p>;
  return (
    <p className="muted">
      {text.compare.logs}:{' '}
      {logs.map((log) => (
        <span key={log.event_dataset} className="compare-log">
          {datasetTitle(log.event_dataset)} <TimeRange from={log.first_timestamp} to={log.last_timestamp} />
        </span>
      ))}
    </p>
  );
}
