import type { MarkSubject } from '../../shared/marks.ts';
import type { Entity, EventRef, Finding, Incident, Row, Verdict } from '../../shared/model.ts';

/** Each thing of the desk as notes and marks name it. */

export const recordSubject = ({ evidence_id, record }: EventRef): MarkSubject => ({
  kind: 'record',
  evidence_id,
  record,
});

export const rowSubject = (row: Row): MarkSubject =>
  recordSubject({ evidence_id: Number(row['evidence_id']), record: Number(row['record']) });

export const entitySubject = ({ kind, value }: Entity): MarkSubject => ({
  kind: 'entity',
  entity: { kind, value },
});

export const findingSubject = ({ hunt, entity, window_start, window_end }: Finding): MarkSubject => ({
  kind: 'finding',
  hunt,
  entity,
  window_start,
  window_end,
});

export const verdictSubject = ({ tree, subject, alert, picked }: Verdict): MarkSubject => ({
  kind: 'verdict',
  tree,
  entity: subject,
  alert: alert && { evidence_id: alert.evidence_id, record: alert.record },
  pick_id: picked?.pick_id ?? null,
});

export const incidentSubject = ({ entity, window_start, window_end }: Incident): MarkSubject => ({
  kind: 'incident',
  entity,
  window_start,
  window_end,
});
