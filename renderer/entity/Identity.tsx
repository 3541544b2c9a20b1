import { Button } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { Entity, EventRef } from '../../shared/model.ts';
import type { Person, PersonDecision, PersonName } from '../../shared/people.ts';
import { openRecord, timelineHref } from '../app/route.ts';
import { count } from '../format/number.ts';
import { shorten } from '../format/shorten.ts';
import { EntityLink } from '../parts/EntityLink.tsx';
import { isFilter } from '../parts/filters.ts';
import { Panel, Tag } from '../parts/Panel.tsx';
import { Time } from '../parts/Time.tsx';
import { Value } from '../parts/Value.tsx';
import { columnTitle, datasetTitle, text, columnHelp } from '../text.ts';
import { DecisionDialog } from './DecisionDialog.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { usePerson, useUndo, type Decision } from './queries.ts';
import { Term } from '../parts/Term.tsx';

/** Who a name belongs to: all names of the person across the sources, by which rule, how sure, and what was decided by hand. */
export function Identity({ entity }: { entity: Entity }) {
  const query = usePerson(entity);
  if (!query.data) return null;
  return <Names entity={entity} person={query.data} />;
}

function Names({ entity, person }: { entity: Entity; person: Person }) {
  const [deciding, setDeciding] = useState<Decision | null>(null);
  const [merging, setMerging] = useState(false);
  const own: Entity = { kind: 'person', value: person.person };
  return (
    <Panel
      title={text.person.title}
      hint={text.person.help}
      flush
      testId="identity"
      actions={
        <>
          <Tag>{text.person.kinds[person.kind]}</Tag>
          {entity.kind !== 'person' && <EntityLink entity={own} longest={40} />}
          <Button size="small" text={text.person.merge} onClick={() => setMerging(true)} />
        </>
      }
    >
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>{text.person.name}</th>
              <th>{text.person.source}</th>
              <th>{text.person.why}</th>
              <th>
                <Term name="certainty">{text.person.certainty}</Term>
              </th>
              <th className="number">{text.entity.records}</th>
              <th>{text.person.shownBy}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {person.names.map((name) => (
              <Line
                key={`${name.column_name} ${name.event_dataset} ${name.name}`}
                name={name}
                alone={person.names.every((other) => other.name_id === name.name_id)}
                onSplit={() => setDeciding({ kind: 'split', name_id: name.name_id, name: name.name })}
              />
            ))}
          </tbody>
        </table>
      </div>
      {person.names_total > person.names.length && (
        <p className="panel-more muted">{text.person.more(person.names_total - person.names.length)}</p>
      )}
      <Candidates
        person={person}
        onMerge={(other) =>
          setDeciding({
            kind: 'merge',
            person_id: person.person_id,
            with_person_id: other.person_id,
            name: other.person,
          })
        }
      />
      <Decisions decisions={person.decisions} />
      {deciding && <DecisionDialog decision={deciding} onClose={() => setDeciding(null)} />}
      {merging && (
        <MergeDialog
          person={person}
          onChoose={(decision) => {
            setMerging(false);
            setDeciding(decision);
          }}
          onClose={() => setMerging(false)}
        />
      )}
    </Panel>
  );
}

function Line({ name, alone, onSplit }: { name: PersonName; alone: boolean; onSplit: () => void }) {
  const filters = [isFilter(name.column_name, name.name), isFilter('event_dataset', name.event_dataset)];
  return (
    <tr>
      <td>
        <Value column={name.column_name} value={name.name} longest={40} />
      </td>
      <td>
        {datasetTitle(name.event_dataset)}{' '}
        <span className="muted small" title={columnHelp(name.column_name)}>
          {columnTitle(name.column_name)}
        </span>
      </td>
      <td>
        {text.person.rules[name.rule]}
        {name.via !== null && (
          <span className="muted small addresses" title={name.via}>
            {text.person.via(shorten(name.via, 36))}
          </span>
        )}
      </td>
      <td>
        <span
          className={`badge ${name.certainty === 'likely' ? 'open' : 'bare'}`}
          title={text.person.certaintyHelp[name.certainty]}
        >
          {text.person.certainties[name.certainty]}
        </span>
      </td>
      <td className="number">
        <a href={timelineHref(filters)}>{count(name.events)}</a>
      </td>
      <td>
        <Records refs={name.records} />
      </td>
      <td className="number">
        {!alone && (
          <Button
            size="small"
            variant="minimal"
            text={text.person.split}
            aria-label={text.person.splitName(name.name)}
            onClick={onSplit}
          />
        )}
      </td>
    </tr>
  );
}

/** Records by their place in the evidence, each a way to the original. */
export function Records({ refs }: { refs: readonly EventRef[] }): ReactNode {
  return (
    <span className="row-gap">
      {refs.map((ref) => (
        <button
          key={`${ref.evidence_id}:${ref.record}`}
          type="button"
          className="link nowrap"
          title={text.record.open}
          onClick={() => openRecord(ref)}
        >
          {text.person.record(ref.record)}
        </button>
      ))}
    </span>
  );
}

function Candidates({
  person,
  onMerge,
}: {
  person: Person;
  onMerge: (other: Person['candidates'][number]) => void;
}) {
  if (person.candidates.length === 0) return null;
  return (
    <div className="panel-body" data-testid="candidates">
      <h3>{text.person.candidates}</h3>
      <p className="muted">{text.person.candidatesHelp}</p>
      <ul className="plain-list">
        {person.candidates.map((other) => (
          <li key={other.person_id} className="row-gap">
            <EntityLink entity={{ kind: 'person', value: other.person }} />
            <span className="muted">{other.reason}</span>
            <Button
              size="small"
              variant="minimal"
              text={text.person.join}
              aria-label={text.person.joinName(other.person)}
              onClick={() => onMerge(other)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Decisions({ decisions }: { decisions: readonly PersonDecision[] }) {
  const undo = useUndo();
  if (decisions.length === 0) return null;
  return (
    <div className="panel-body" data-testid="decisions">
      <h3>{text.person.decisions}</h3>
      <ul className="plain-list">
        {decisions.map((one) => (
          <li key={one.decision} className="row-gap">
            <span>{text.person.decided(one.kind, one.name, one.with_name)}</span>
            <q>{one.reason}</q>
            <span className="muted">
              {one.decided_by}, <Time iso={one.decided_at} />
            </span>
            {one.undone_at === null ? (
              <Button
                size="small"
                variant="minimal"
                text={text.person.undo}
                aria-label={text.person.undoName(one.name)}
                loading={undo.isPending}
                onClick={() => undo.mutate(one.decision)}
              />
            ) : (
              <span className="muted">
                {text.person.undone(one.undone_by ?? '')} <Time iso={one.undone_at} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
