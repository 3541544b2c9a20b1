import { createHash } from 'node:crypto';
import type { MarkKind, MarkSubject } from '../../../shared/marks.ts';
import type { EntityKind } from '../../../shared/model.ts';

/** A row of `marked_things`. */
export interface ThingRow {
  thing: string;
  kind: MarkKind;
  definition: string | null;
  entity_kind: EntityKind | null;
  entity_value: string | null;
  window_start: string | null;
  window_end: string | null;
  evidence_id: number | null;
  record: number | null;
  pick_id: string | null;
}

export const THING_COLUMNS = {
  thing: 'VARCHAR',
  kind: 'VARCHAR',
  definition: 'VARCHAR',
  entity_kind: 'VARCHAR',
  entity_value: 'VARCHAR',
  window_start: 'TIMESTAMP',
  window_end: 'TIMESTAMP',
  evidence_id: 'BIGINT',
  record: 'BIGINT',
  pick_id: 'VARCHAR',
} as const;

const NOTHING = {
  definition: null,
  entity_kind: null,
  entity_value: null,
  window_start: null,
  window_end: null,
  evidence_id: null,
  record: null,
  pick_id: null,
};

/** The same for the same thing, whichever run made it. */
export function thingOf(subject: MarkSubject): ThingRow {
  const row = { ...NOTHING, kind: subject.kind, ...columnsOf(subject) };
  const thing = createHash('sha256')
    .update(JSON.stringify(Object.values(row)))
    .digest('hex')
    .slice(0, 16);
  return { thing, ...row };
}

function columnsOf(subject: MarkSubject): Partial<ThingRow> {
  switch (subject.kind) {
    case 'record':
      return { evidence_id: subject.evidence_id, record: subject.record };
    case 'entity':
      return entityColumns(subject);
    case 'finding':
      return { definition: subject.hunt, ...entityColumns(subject), ...windowOf(subject) };
    case 'verdict':
      return {
        definition: subject.tree,
        ...entityColumns(subject),
        ...(subject.alert ?? {}),
        pick_id: subject.pick_id,
      };
    case 'incident':
      return { ...entityColumns(subject), ...windowOf(subject) };
  }
}

type About = Exclude<MarkSubject, { kind: 'record' }>;
const entityColumns = ({ entity }: About) => ({ entity_kind: entity.kind, entity_value: entity.value });

type InTime = Extract<MarkSubject, { window_start: unknown }>;
const windowOf = ({ window_start, window_end }: InTime) => ({ window_start, window_end });

/** The thing that a row stands for. */
export function subjectOf(row: ThingRow): MarkSubject {
  const entity = { kind: row.entity_kind as EntityKind, value: row.entity_value ?? '' };
  const { window_start, window_end } = row;
  switch (row.kind) {
    case 'record':
      return { kind: 'record', evidence_id: row.evidence_id as number, record: row.record as number };
    case 'entity':
      return { kind: 'entity', entity };
    case 'finding':
      return { kind: 'finding', hunt: row.definition ?? '', entity, window_start, window_end };
    case 'verdict':
      return {
        kind: 'verdict',
        tree: row.definition ?? '',
        entity,
        alert: alertOf(row),
        pick_id: row.pick_id,
      };
    case 'incident':
      return { kind: 'incident', entity, window_start, window_end };
  }
}

const alertOf = ({ evidence_id, record }: ThingRow) =>
  evidence_id === null || record === null ? null : { evidence_id, record };

/** For the audit log. `files` names evidence. */
export function wordsOf(subject: MarkSubject, files: ReadonlyMap<number, string>): string {
  const record = (ref: { evidence_id: number; record: number }) =>
    `record ${ref.record} of ${files.get(ref.evidence_id) ?? `evidence ${ref.evidence_id}`}`;
  if (subject.kind === 'record') return record(subject);
  const about = `${subject.entity.kind} ${subject.entity.value}`;
  switch (subject.kind) {
    case 'entity':
      return about;
    case 'finding':
      return `finding of ${subject.hunt}, ${about}${spanOf(subject)}`;
    case 'verdict':
      return `verdict of ${subject.tree}, ${about}${subject.alert ? `, alert ${record(subject.alert)}` : ''}`;
    case 'incident':
      return `incident, ${about}${spanOf(subject)}`;
  }
}

const spanOf = ({ window_start, window_end }: InTime): string =>
  window_start === null ? '' : `, ${window_start} to ${window_end ?? ''}`;
