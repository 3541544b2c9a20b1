import { EventCutter } from './cut-events.ts';
import { BareCsvCutter, CsvCutter, LineCutter, type Cutter } from './cut-lines.ts';
import { RecordCutter } from './cut-records.ts';
import { RepairCutter } from './repaired.ts';
import { SPLIT_DEFAULTS, type SplitOptions, type SplitSink } from './split-json.ts';

/** How much of the unpacked beginning is looked at. */
export const HEAD_BYTES = 1024 * 1024;
const LINES_LOOKED_AT = 20;

/** How a stream is cut into records. */
export type Cutting =
  | { kind: 'json'; options: SplitOptions }
  /** `named`: each record says which columns the table has, as `@columns`. */
  | { kind: 'csv'; delimiter: string; named?: boolean }
  | { kind: 'bare-csv'; delimiter: string }
  /** `day`: that of the first line that names one; a line that names none gets that of the last before it that does, as `@day`. */
  | { kind: 'lines'; day?: string | null }
  | { kind: 'events' | 'repaired' };

/** What cuts a stream of that kind. */
export function cutterOf(cutting: Cutting, sink: SplitSink, exact: boolean): Cutter {
  switch (cutting.kind) {
    case 'json':
      return new RecordCutter(cutting.options, sink, exact);
    case 'csv':
      return new CsvCutter(SPLIT_DEFAULTS, sink, cutting.delimiter, cutting.named);
    case 'bare-csv':
      return new BareCsvCutter(SPLIT_DEFAULTS, sink, cutting.delimiter);
    case 'events':
      return new EventCutter(SPLIT_DEFAULTS, sink);
    case 'repaired':
      return new RepairCutter(SPLIT_DEFAULTS, sink);
    case 'lines':
      return new LineCutter(SPLIT_DEFAULTS, sink, cutting.day);
  }
}

/** Thrown by a sink that has seen enough. */
export class Enough extends Error {}

/** Cuts the beginning of a stream until it ends or the sink throws `Enough`. */
export function cutHead(head: Buffer, cutting: Cutting, sink: SplitSink): void {
  const cutter = cutterOf(cutting, sink, true);
  try {
    cutter.push(head);
    if (head.length < HEAD_BYTES) cutter.end();
  } catch (thrown) {
    if (!(thrown instanceof Enough)) throw thrown;
  }
}

/** `lines` where at least half of the first complete lines are JSON objects by themselves. */
export function layoutOf(head: Buffer): SplitOptions['layout'] {
  const lines: string[] = [];
  let start = 0;
  while (lines.length < LINES_LOOKED_AT) {
    const newline = head.indexOf(0x0a, start);
    if (newline < 0) break;
    const line = head.toString('utf8', start, newline).trim();
    if (line) lines.push(line);
    start = newline + 1;
  }
  if (lines.length < 2 && !head.subarray(start).some((byte) => byte > 0x20)) return 'document';
  const objects = lines.filter((line) => line.startsWith('{') && line.endsWith('}') && isJson(line));
  return objects.length > 0 && objects.length * 2 >= lines.length ? 'lines' : 'document';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
