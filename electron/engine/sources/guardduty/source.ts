import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { GUARDDUTY_DATASETS, guardDutyFinding, normaliseGuardDuty } from '../shared/guardduty.ts';
import { objectIn, readInside } from '../shared/inside.ts';
import { isText } from '../shared/plain.ts';
import unwrap from './unwrap.sql?raw';

type Json = Record<string, unknown>;

const isFinding = (record: Json | null): boolean =>
  record !== null &&
  isText(record.id) &&
  isText(record.type) &&
  isText(record.accountId) &&
  objectIn(record.service)?.serviceName === 'guardduty';

export const source: SourceDefinition = {
  id: 'guardduty',
  title: 'Amazon GuardDuty findings from S3 or EventBridge',
  datasets: GUARDDUTY_DATASETS,
  containers: [],
  shapes: [
    {
      id: 'finding',
      title: 'Finding as exported to S3',
      recognise: isFinding,
      basis: 'documentation',
    },
    {
      id: 'eventbridge',
      title: 'EventBridge event with a finding',
      recognise: (record) => isText(record['detail-type']) && isFinding(objectIn(record.detail)),
      basis: 'documentation',
    },
  ],
  columns: { ...guardDutyFinding, detail: 'text', 'detail-type': 'text' },
  normalise: readInside(guardDutyFinding, unwrap, normaliseGuardDuty),
};
