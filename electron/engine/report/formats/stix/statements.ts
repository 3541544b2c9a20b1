import type { Citation, ReportedFinding, ReportedVerdict } from '../../../../../shared/report.ts';
import type { Entity } from '../../../../../shared/model.ts';
import { shownText } from '../../escapes.ts';
import { placeOf } from '../../tables/place.ts';
import { isTechnique } from '../../techniques.ts';
import { ALWAYS, contentId, ourId } from './ids.ts';
import { observableOf, patternOf, type StixObject } from './observables.ts';

/** Who says it, and when, where the thing itself has no time. */
export interface Saying {
  by: string;
  at: string;
}

/** What a finding or verdict says, in the terms of this format. */
interface Statement {
  id: string;
  title: string;
  text: string;
  entity: Entity;
  start: string | null;
  end: string | null;
  events: number;
  records: readonly Citation[];
  attack: readonly string[];
  /** Null: not bad enough to look for it elsewhere. */
  indicates: 'malicious-activity' | 'anomalous-activity' | null;
}

export const ofFinding = (one: ReportedFinding): Statement => ({
  id: one.id,
  title: `${one.title}: ${one.severity}, score ${one.score}`,
  text: one.summary,
  entity: one.entity,
  ...one.window,
  events: one.event_count,
  records: one.events,
  attack: one.attack,
  indicates: one.severity === 'high' || one.severity === 'critical' ? 'anomalous-activity' : null,
});

export function ofVerdict(one: ReportedVerdict): Statement {
  const { verdict, score, reason, path } = one.own ?? one;
  const records = path.flatMap((step) => step.events);
  return {
    id: one.id,
    title: `${one.title}: ${verdict}, score ${score}`,
    text: [reason, ...path.map((step) => `${step.text} ${step.answer}: ${step.reason}`)].join('\n'),
    entity: one.subject,
    ...one.window,
    events: new Set(records.map(placeOf)).size,
    records,
    attack: [],
    indicates: verdict === 'malicious' ? 'malicious-activity' : null,
  };
}

/**
 * An object about this finding or verdict. Its id is of all that it says: a platform that has an object of the same id and time keeps
 * its own, so what is said differently must be another object.
 */
function saidOf(
  type: string,
  key: readonly string[],
  content: Readonly<Record<string, unknown>>,
  { by, at }: Saying,
): StixObject {
  const said = { created_by_ref: by, created: at, modified: at, ...content };
  return { type, spec_version: '2.1', id: contentId(type, key, said), ...said };
}

/** The objects of a statement: what was observed, the techniques, what was said of it, and what to look for; those that it refers to first. */
export function objectsOf(
  statement: Statement,
  cited: readonly StixObject[],
  { by, at }: Saying,
): StixObject[] {
  const saying = { by, at: statement.end ?? statement.start ?? at };
  const own = observableOf(statement.entity);
  const observed = [...(own === null ? [] : [own]), ...cited];
  const techniques = statement.attack.filter(isTechnique).map((id) => technique(id, by));
  const data = observed.length === 0 ? [] : [observedData(statement, observed, saying)];
  const indicator = indicatorOf(statement, saying);
  const about = [...data, ...techniques, ...indicator];
  return [
    ...observed,
    ...about,
    note(statement, about.length === 0 ? [by] : about.map(({ id }) => id), saying),
    ...indicator.flatMap((one) => techniques.map((other) => indicates(one, other, saying))),
  ];
}

/** The same in every case, so it has one id and one time everywhere. */
const technique = (id: string, by: string): StixObject => ({
  type: 'attack-pattern',
  spec_version: '2.1',
  id: ourId('attack-pattern', id),
  created_by_ref: by,
  created: ALWAYS,
  modified: ALWAYS,
  name: id,
  external_references: [
    {
      source_name: 'mitre-attack',
      external_id: id,
      url: `https://attack.mitre.org/techniques/${id.replace('.', '/')}`,
    },
  ],
});

/** As many as the standard lets it say. */
const MOST_OBSERVED = 999_999_999;

const observedData = (one: Statement, observed: readonly StixObject[], saying: Saying): StixObject =>
  saidOf(
    'observed-data',
    [one.id],
    {
      first_observed: one.start ?? one.end ?? saying.at,
      last_observed: one.end ?? one.start ?? saying.at,
      number_observed: Math.min(Math.max(1, one.events), MOST_OBSERVED),
      object_refs: [...new Set(observed.map(({ id }) => id))],
    },
    saying,
  );

const note = (one: Statement, refs: readonly string[], saying: Saying): StixObject =>
  saidOf(
    'note',
    [one.id],
    {
      abstract: shownText(one.title),
      content: [
        `${one.entity.kind} ${shownText(one.entity.value)}`,
        ...one.text.split('\n').map(shownText),
        ...new Set(one.records.map((record) => `Record ${shownText(placeOf(record))}`)),
      ].join('\n'),
      object_refs: refs,
    },
    saying,
  );

function indicatorOf(one: Statement, saying: Saying): StixObject[] {
  const pattern = one.indicates === null ? null : patternOf(one.entity);
  if (pattern === null) return [];
  return [
    saidOf(
      'indicator',
      [one.id],
      {
        name: shownText(one.title),
        indicator_types: [one.indicates],
        pattern,
        pattern_type: 'stix',
        valid_from: one.start ?? saying.at,
      },
      saying,
    ),
  ];
}

const indicates = (indicator: StixObject, other: StixObject, saying: Saying): StixObject =>
  saidOf(
    'relationship',
    [],
    {
      relationship_type: 'indicates',
      source_ref: indicator.id,
      target_ref: other.id,
    },
    saying,
  );
