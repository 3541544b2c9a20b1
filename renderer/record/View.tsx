import { Button, Tab, Tabs } from '@blueprintjs/core';
import { Cross, Duplicate, Shield, WarningSign } from '@blueprintjs/icons';
import { useRef, useState } from 'react';
import type { OriginalRecord } from '../../shared/contract.ts';
import type { EventRef, Row } from '../../shared/model.ts';
import { closeRecord } from '../app/route.ts';
import { useCopying } from '../export/copying.ts';
import { RedactionMenu } from '../export/RedactionMenu.tsx';
import { count } from '../format/number.ts';
import { shortHash, shorten } from '../format/shorten.ts';
import { Marks } from '../marks/Marks.tsx';
import { recordSubject } from '../marks/subjects.ts';
import { useFocusBack } from '../parts/focus.ts';
import { Loaded } from '../parts/State.tsx';
import { Value } from '../parts/Value.tsx';
import { textsOfRows } from '../timeline/copied-rows.ts';
import { isSignIn, sessionOfRow } from '../sessions/picked.ts';
import { PickButton } from '../sessions/PickButton.tsx';
import { columnTitle, text, columnHelp } from '../text.ts';
import { GROUPS } from './groups.ts';
import { OriginalText } from './OriginalText.tsx';
import { useRecord } from './queries.ts';
import { Term } from '../parts/Term.tsx';
import './record.css';

/** A record of the evidence beside any view: its columns, and what the log itself says. */
export function RecordView({ at }: { at: EventRef }) {
  const record = useRecord(at);
  const box = useRef<HTMLElement>(null);
  useFocusBack(box);
  return (
    <aside ref={box} className="record-panel" aria-label={text.record.title} data-testid="record-drawer">
      <Loaded query={record}>
        {(data) => <RecordBody key={`${at.evidence_id}:${at.record}`} data={data} />}
      </Loaded>
      {!record.data && <CloseButton floating />}
    </aside>
  );
}

function CloseButton({ floating = false }: { floating?: boolean }) {
  return (
    <Button
      className={floating ? 'record-close' : ''}
      variant="minimal"
      size="small"
      icon={<Cross />}
      aria-label={text.action.close}
      onClick={closeRecord}
    />
  );
}

function RecordBody({ data }: { data: OriginalRecord }) {
  const [tab, setTab] = useState<'fields' | 'original'>(data.event ? 'fields' : 'original');
  return (
    <>
      <header className="record-head">
        <h2 title={data.evidence.name}>{text.record.of(data.record, shorten(data.evidence.name, 42))}</h2>
        <CloseButton />
        <Verification data={data} />
        <dl className="facts">
          <dt>{text.record.path}</dt>
          <dd className="mono" title={data.evidence.path}>
            {shorten(data.evidence.path, 62)}
          </dd>
          {data.evidence.member && (
            <>
              <dt>
                <Term name="member">{text.record.member}</Term>
              </dt>
              <dd className="mono">{data.evidence.member}</dd>
            </>
          )}
          {data.evidence.sha256 && (
            <>
              <dt>
                <Term name="sha256">{text.record.hash}</Term>
              </dt>
              <dd className="mono" title={data.evidence.sha256}>
                {shortHash(data.evidence.sha256)}
              </dd>
            </>
          )}
          <dt>{text.record.number}</dt>
          <dd>{count(data.record)}</dd>
        </dl>
        <Marks subject={recordSubject({ evidence_id: data.evidence.evidence_id, record: data.record })} />
      </header>
      <Tabs
        id="record-tabs"
        className="record-tabs"
        selectedTabId={tab}
        onChange={(next) => setTab(next === 'original' ? 'original' : 'fields')}
      >
        <Tab
          id="fields"
          title={text.record.fields}
          panel={<Fields event={data.event} />}
          panelClassName="record-scroll"
        />
        <Tab
          id="original"
          title={text.record.original}
          panel={<OriginalText source={data.text} message={data.message} />}
          panelClassName="record-scroll"
        />
      </Tabs>
    </>
  );
}

function Verification({ data }: { data: OriginalRecord }) {
  return (
    <p className={`badge ${data.verified ? 'fine' : 'risk-3'} record-verified`}>
      {data.verified ? <Shield size={14} /> : <WarningSign size={14} />}
      {data.verified ? text.record.verified : `${text.record.notVerified}: ${data.message ?? ''}`}
    </p>
  );
}

function Fields({ event }: { event: Row | null }) {
  const { copyAll } = useCopying();
  if (!event) return <p className="muted record-none">{text.record.noEvent}</p>;
  const filled = (column: string) =>
    event[column] !== null && event[column] !== undefined && event[column] !== '';
  return (
    <div className="record-fields">
      <div className="record-actions">
        <Button
          size="small"
          variant="minimal"
          icon={<Duplicate />}
          text={text.record.copyFields}
          onClick={() => {
            const row = Object.fromEntries(Object.entries(event).filter(([name]) => filled(name)));
            const { texts, withTexts } = textsOfRows([row]);
            void copyAll(texts, (given) => JSON.stringify(withTexts(given)[0], null, 2));
          }}
        />
        <RedactionMenu />
        {isSignIn(event) && <PickButton session={sessionOfRow(event)} />}
      </div>
      {GROUPS.map(({ name, columns }) => {
        const shown = columns.filter(filled);
        if (shown.length === 0) return null;
        return (
          <section key={name}>
            <h3>{text.record.groups[name]}</h3>
            <dl className="facts">
              {shown.map((column) => (
                <FieldLine key={column} column={column} event={event} />
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}

function FieldLine({ column, event }: { column: string; event: Row }) {
  return (
    <>
      <dt title={columnHelp(column)}>{columnTitle(column)}</dt>
      <dd>
        <Value column={column} value={event[column] ?? null} longest={400} row={event} />
      </dd>
    </>
  );
}
