import type { Marked } from '../../../shared/marks.ts';
import type { EntityKind, EventRef } from '../../../shared/model.ts';
import type { Citation, ReportedMark, ReportedNote, ReportedThing } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { everyThing, type ThingNow } from '../marks/list.ts';
import { carriedBy } from '../marks/read.ts';
import { citationsOfThose } from './citations.ts';
import { by, type Sortable } from './order.ts';

interface Carrying extends Marked {
  about: ReportedThing;
}

/** Things that carry something, in an order of content: by kind, then by time, then by what they are. */
export async function thingsInOrder(desk: Connection): Promise<Carrying[]> {
  const things = await everyThing(desk);
  const carried = await carriedBy(
    desk,
    things.map((one) => one.thing),
  );
  const cite = await citationsOfThose(desk, things.flatMap(refsOf));
  const all = things.map((one) => ({
    ...(carried.get(one.thing) as Marked),
    about: aboutOf(one, (ref) => cite([ref])[0] ?? null),
  }));
  return all.sort(by(({ about }): Sortable[] => [about.kind, timeOf(about), JSON.stringify(about)]));
}

export const reportedNotes = (things: readonly Carrying[], custody: boolean): ReportedNote[] =>
  things.flatMap(({ about, notes }) =>
    notes.map((note) => ({
      about,
      text: note.body,
      author: custody ? note.author : null,
      written_at: custody ? note.written_at : null,
      changed_at: custody ? note.changed_at : null,
    })),
  );

export const reportedMarks = (things: readonly Carrying[]): ReportedMark[] =>
  things.flatMap(({ about, starred, tags }) =>
    starred || tags.length > 0 ? [{ about, starred, tags: [...tags].sort() }] : [],
  );

const timeOf = (about: ReportedThing): string | null => {
  if (about.kind === 'record') return about.event?.timestamp ?? null;
  return 'window' in about ? about.window.start : null;
};

const refsOf = ({ evidence_id, record }: ThingNow): EventRef[] =>
  evidence_id === null || record === null ? [] : [{ evidence_id, record }];

function aboutOf(one: ThingNow, cite: (ref: EventRef) => Citation | null): ReportedThing {
  const entity = { kind: one.entity_kind as EntityKind, value: one.entity_value ?? '' };
  const [ref] = refsOf(one);
  const event = ref ? cite(ref) : null;
  const window = { start: one.window_start, end: one.window_end };
  const { id, definition } = one;
  switch (one.kind) {
    case 'record':
      return { kind: 'record', event };
    case 'entity':
      return { kind: 'entity', entity };
    case 'finding':
      return { kind: 'finding', hunt: definition ?? '', entity, window, id };
    case 'verdict':
      return { kind: 'verdict', tree: definition ?? '', subject: entity, alert: event, id };
    case 'incident':
      return { kind: 'incident', entity, window, id };
  }
}
