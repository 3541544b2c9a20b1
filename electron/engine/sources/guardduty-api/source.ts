import type { SourceDefinition } from '../../../../shared/definitions.ts';
import {
  capitalised,
  GUARDDUTY_DATASETS,
  guardDutyFinding,
  normaliseGuardDuty,
} from '../shared/guardduty.ts';
import { objectIn } from '../shared/inside.ts';
import { isText } from '../shared/plain.ts';

export const source: SourceDefinition = {
  id: 'guardduty-api',
  title: 'Amazon GuardDuty findings from GetFindings',
  datasets: GUARDDUTY_DATASETS,
  containers: ['Findings'],
  shapes: [
    {
      id: 'finding',
      title: 'Finding of GetFindings',
      recognise: (record) =>
        isText(record.Id) &&
        isText(record.Type) &&
        isText(record.AccountId) &&
        objectIn(record.Service)?.ServiceName === 'guardduty',
      basis: 'documentation',
    },
  ],
  columns: capitalised(guardDutyFinding),
  normalise: `SELECT * FROM (
WITH findings AS (SELECT evidence_id, record, o, NULL::VARCHAR AS inside, NULL::VARCHAR AS wrapping FROM raw),
raw AS (SELECT * FROM findings)
${normaliseGuardDuty})`,
};
