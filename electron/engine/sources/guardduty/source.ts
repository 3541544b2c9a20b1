import type { SourceDefinition } from '../../../../shared/definitions.ts';
import { cloudWatchColumns, messageOf } from '../shared/cloudwatch.ts';
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

const isBridged = (record: Json): boolean =>
  isText(record['detail-type']) && isFinding(objectIn(record.detail));

export const source: SourceDefinition = {
  id: 'guardduty',
  title: 'Amazon GuardDuty findings from S3, EventBridge or CloudWatch Logs',
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
      recognise: isBridged,
      basis: 'documentation',
    },
    {
      id: 'cloudwatch',
      title: 'EventBridge event, or finding, in CloudWatch Logs',
      recognise: (record) => {
        const logged = objectIn(messageOf(record));
        return logged !== null && (isBridged(logged) || isFinding(logged));
      },
      basis: 'documentation',
    },
  ],
  columns: { ...guardDutyFinding, ...cloudWatchColumns, detail: 'text', 'detail-type': 'text' },
  normalise: readInside(guardDutyFinding, unwrap, normaliseGuardDuty),
};
