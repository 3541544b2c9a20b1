import { EVENT_COLUMNS, type EventColumn } from '../../../../../shared/model.ts';
import { join, name, sql, type Statement } from '../../../db/sql.ts';
import type { Partition } from './partition.ts';

const DAY_MICROSECONDS = 86_400_000_000n;

/** The events of a partition, in order of time and place, with the file that each stands in, to a Parquet file. */
export function eventsTo(path: string, { first_microsecond, event_dataset }: Partition): Statement {
  const first = BigInt(first_microsecond);
  const end = first + DAY_MICROSECONDS;
  const columns = EVENT_COLUMNS.filter(({ name: own }) => own !== 'evidence_id').map(columnOf);
  return sql`COPY (
      SELECT ${join(columns, ', ')}, e.path AS evidence_path, e.member AS evidence_member, e.sha256 AS evidence_sha256
      FROM events v LEFT JOIN evidence e ON e.evidence_id = v.evidence_id
      WHERE v.timestamp >= make_timestamp(CAST(${first} AS BIGINT)) AND v.timestamp < make_timestamp(CAST(${end} AS BIGINT))
        AND v.event_dataset IS NOT DISTINCT FROM CAST(${event_dataset} AS VARCHAR)
      ORDER BY v.timestamp, e.path, e.member NULLS FIRST, e.sha256, v.record, v.evidence_id
    ) TO ${path} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 122880)`;
}

/** A time says that it is UTC, which not every reader takes for granted. */
const columnOf = ({ name: own, kind }: EventColumn): Statement =>
  kind === 'time' ? sql`CAST(v.${name(own)} AS TIMESTAMPTZ) AS ${name(own)}` : sql`v.${name(own)}`;
