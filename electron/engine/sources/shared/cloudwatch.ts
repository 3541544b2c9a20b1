import type { JsonColumns } from '../../../../shared/definitions.ts';

/**
 * Where an event of CloudWatch Logs holds the text that was logged: in a subscription or `filter-log-events`, in a result of Logs
 * Insights, or behind the time in a line of an export to S3.
 */
export const cloudWatchColumns = { message: 'text', '@message': 'text', line: 'text' } satisfies JsonColumns;

const EXPORT_LINE = /^\d{4}-\d\d-\d\dT\S+ (?<text>\{.*)$/s;

/** The text, or the object, that was logged; `undefined` where the record is no event of CloudWatch Logs. */
export function messageOf(record: Record<string, unknown>): unknown {
  const { line } = record;
  const exported = typeof line === 'string' ? EXPORT_LINE.exec(line)?.groups?.text : undefined;
  return record.message ?? record['@message'] ?? exported;
}
