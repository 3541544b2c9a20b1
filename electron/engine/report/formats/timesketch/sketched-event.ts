import type { Row, Scalar } from '../../../../../shared/model.ts';
import type { WholeEvent } from '../../whole-events.ts';

/** A longer keyword loses search by its whole value and aggregation in Timesketch's index. */
const MOST_BYTES = 32_766;

/** What Timesketch and its analyzers look for in events of these logs beside our own names. */
const ALSO: Readonly<Record<string, (row: Row) => Row>> = {
  'aws.cloudtrail': (row) => ({ event_name: row['event_action'] ?? null }),
};

/**
 * An event with the three fields that Timesketch cannot do without, its time in microseconds, and our columns under flat names; a value
 * that is too long for its index is cut, and `truncated` names its column.
 */
export function sketchedEvent({ row, file }: WholeEvent): Row {
  const { evidence_id: _, timestamp, ...columns } = row;
  const dataset = String(row['event_dataset'] ?? 'unknown');
  const time = String(timestamp);
  const event: Row = {
    message: messageOf(row),
    datetime: time.replace(/Z$/, '+00:00'),
    timestamp_desc: 'Event Logged',
    timestamp: microseconds(time),
    data_type: `${dataset.replaceAll('.', ':')}:entry`,
    ...ALSO[dataset]?.(row),
    ...columns,
    evidence_path: file.path,
    evidence_member: file.member,
    evidence_sha256: file.sha256,
  };
  return fitting(event);
}

function fitting(event: Row): Row {
  const truncated: string[] = [];
  const kept = Object.entries(event).flatMap(([name, value]): [string, Scalar][] => {
    if (value === null) return [];
    if (typeof value !== 'string' || Buffer.byteLength(value) <= MOST_BYTES) return [[name, value]];
    truncated.push(name);
    return [[name, firstBytes(value)]];
  });
  return Object.fromEntries(
    truncated.length === 0 ? kept : [...kept, ['truncated', truncated.join(' ')] as const],
  );
}

/** The first bytes that are whole characters. */
const firstBytes = (text: string): string =>
  new TextDecoder().decode(Buffer.from(text).subarray(0, MOST_BYTES), { stream: true });

/** What happened, in one line: by whom, from where. */
function messageOf(row: Row): string {
  const parts = [
    row['event_dataset'],
    row['event_action'] ?? row['event_description'] ?? 'event',
    row['event_outcome'],
    labelled('by', row['user_name'] ?? row['principal_arn']),
    labelled('from', row['source_address']),
    labelled('on', row['host_name']),
  ];
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(' ');
}

const labelled = (word: string, value: Scalar | undefined): string | null =>
  value === null || value === undefined ? null : `${word} ${value}`;

/** Exact until the year 2255. */
const microseconds = (time: string): number =>
  Date.parse(`${time.slice(0, -4)}Z`) * 1000 + Number(time.slice(-4, -1));
