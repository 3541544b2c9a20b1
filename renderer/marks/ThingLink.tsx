import type { MarkedThing } from '../../shared/marks.ts';
import type { Row } from '../../shared/model.ts';
import { entityHref, href, timelineHref } from '../app/route.ts';
import { shorten } from '../format/shorten.ts';
import { EntityLink } from '../parts/EntityLink.tsx';
import { scalarText } from '../parts/Value.tsx';
import { Time, TimeRange } from '../parts/Time.tsx';
import { datasetTitle, text } from '../text.ts';

/** What a note stands on, in a line, and the way there. */
export function ThingLink({ thing }: { thing: MarkedThing }) {
  const { subject } = thing;
  switch (subject.kind) {
    case 'record':
      return <RecordLine thing={thing} evidence={subject.evidence_id} record={subject.record} />;
    case 'entity':
      return (
        <a href={entityHref(subject.entity)}>
          {text.entityKind[subject.entity.kind]} {shorten(subject.entity.value, 80)}
        </a>
      );
    case 'finding':
      return <Concluded thing={thing} view="findings" />;
    case 'verdict':
      return <Concluded thing={thing} view="verdicts" />;
    case 'incident':
      return <Concluded thing={thing} view="incidents" />;
  }
}

function RecordLine({ thing, evidence, record }: { thing: MarkedThing; evidence: number; record: number }) {
  const { event, title } = thing;
  const name = text.record.of(record, shorten(title ?? text.state.unknown, 42));
  return (
    <span className="thing-line">
      <a href={timelineHref([], { record: `${evidence}:${record}` })}>{name}</a>
      {event && <EventWords event={event} />}
    </span>
  );
}

function EventWords({ event }: { event: Row }) {
  const { timestamp, event_dataset, event_action, user_name } = event;
  return (
    <>
      <Time iso={typeof timestamp === 'string' ? timestamp : null} />
      {typeof event_dataset === 'string' && <span>{datasetTitle(event_dataset)}</span>}
      <span>{shorten(scalarText(event_action ?? null), 40)}</span>
      <span>{shorten(scalarText(user_name ?? null), 40)}</span>
    </>
  );
}

/** A finding, verdict or incident; where the last run has none such, its entity is the way. */
function Concluded({ thing, view }: { thing: MarkedThing; view: 'findings' | 'verdicts' | 'incidents' }) {
  const { subject, id, title } = thing;
  if (subject.kind === 'record') return null;
  const words = title ?? text.marks.kind[subject.kind];
  return (
    <span className="thing-line">
      {id === null ? (
        <span title={text.marks.goneHelp}>
          {words} <span className="badge open">{text.marks.gone}</span>
        </span>
      ) : (
        <a href={href([view, id])}>{words}</a>
      )}
      <EntityLink entity={subject.entity} longest={48} />
      {'window_start' in subject && <TimeRange from={subject.window_start} to={subject.window_end} />}
    </span>
  );
}
