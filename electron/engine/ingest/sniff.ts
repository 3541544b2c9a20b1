import type { SourceDefinition, SourceShape } from '../../../shared/definitions.ts';
import { containerKeys, namedContainers, recogniseRecord } from '../sources/index.ts';
import { CsvCutter, delimiterOf, LineCutter, type Cutter } from './cut-lines.ts';
import { RecordCutter } from './cut-records.ts';
import { REPAIRED, RepairCutter } from './repaired.ts';
import { JsonSplitter, SPLIT_DEFAULTS, type SplitOptions, type SplitSink } from './split-json.ts';

/** How much of the unpacked beginning is looked at. */
export const HEAD_BYTES = 1024 * 1024;
const LINES_LOOKED_AT = 20;
const RECORDS_LOOKED_AT = 50;
const LINE_LOOKED_AT = 64 * 1024;

/** How a stream is cut into records. */
export type Cutting =
  | { kind: 'json'; options: SplitOptions }
  | { kind: 'csv'; delimiter: string }
  | { kind: 'lines' }
  | { kind: 'repaired' };

export interface Recognised {
  source: SourceDefinition;
  shape: SourceShape;
  cutting: Cutting;
}

/** What cuts a stream of that kind. */
export function cutterOf(cutting: Cutting, sink: SplitSink, exact: boolean): Cutter {
  switch (cutting.kind) {
    case 'json':
      return new RecordCutter(cutting.options, sink, exact);
    case 'csv':
      return new CsvCutter(SPLIT_DEFAULTS, sink, cutting.delimiter);
    case 'lines':
      return new LineCutter(SPLIT_DEFAULTS, sink);
    case 'repaired':
      return new RepairCutter(SPLIT_DEFAULTS, sink);
  }
}

/** Tells from its beginning what a stream of text is; a sentence for the person where it is nothing that is known here. */
export function sniff(head: Buffer): Recognised | { unrecognised: string } {
  if (head.length === 0) return { unrecognised: 'the file is empty' };
  const other = otherFormat(head);
  if (other) return { unrecognised: other };
  if (REPAIRED.test(head.toString('utf8', 0, 64)))
    return recogniseCut(head, { kind: 'repaired' }) ?? { unrecognised: NOT_REPAIRED };
  return (
    recogniseJson(head) ?? recogniseCsv(head) ?? recogniseLines(head) ?? { unrecognised: unknownText(head) }
  );
}

const NOT_REPAIRED =
  'rejects that were exported and of which none is repaired yet: mend their text and drop the file again';

/** By the first row that a source knows, its fields named by the header. */
function recogniseCsv(head: Buffer): Recognised | null {
  const header = firstLine(head);
  const delimiter = delimiterOf(header);
  return delimiter === null ? null : recogniseCut(head, { kind: 'csv', delimiter });
}

const recogniseLines = (head: Buffer): Recognised | null => recogniseCut(head, { kind: 'lines' });

function recogniseCut(head: Buffer, cutting: Cutting): Recognised | null {
  let found: Recognised | null = null;
  let looked = 0;
  // The first rejects may be those that nobody mended.
  const most = cutting.kind === 'repaired' ? Infinity : RECORDS_LOOKED_AT;
  const cutter = cutterOf(
    cutting,
    {
      record(_place, bytes) {
        const known = recogniseText(bytes.toString('utf8'));
        if (known) found = { ...known, cutting };
        if (found || ++looked === most) throw new Enough();
      },
      reject() {
        if (++looked === most) throw new Enough();
      },
    },
    true,
  );
  try {
    cutter.push(head);
    if (head.length < HEAD_BYTES) cutter.end();
  } catch (thrown) {
    if (!(thrown instanceof Enough)) throw thrown;
  }
  return found;
}

function firstLine(head: Buffer): string {
  const end = head.indexOf(0x0a);
  return head.toString(
    'utf8',
    0,
    end < 0 ? Math.min(head.length, LINE_LOOKED_AT) : Math.min(end, LINE_LOOKED_AT),
  );
}

function recogniseJson(head: Buffer): Recognised | null {
  const first = head.subarray(0, LINE_LOOKED_AT).find((byte) => byte > 0x20 && byte < 0x80);
  if (first !== 0x7b && first !== 0x5b) return null;
  const options: SplitOptions = {
    ...SPLIT_DEFAULTS,
    layout: layoutOf(head),
    containers: containerKeys,
    namedContainers,
  };
  let found: Recognised | null = null;
  let looked = 0;
  const probe: JsonSplitter = new JsonSplitter(options, {
    record(_place, bytes, start, end) {
      const known = recogniseText(bytes.toString('utf8', start, end));
      if (known) {
        const inEnvelope = probe.state.base === 'envelope list';
        found = {
          ...known,
          cutting: { kind: 'json', options: { ...options, containers: inEnvelope ? containerKeys : [] } },
        };
      }
      if (found || ++looked === RECORDS_LOOKED_AT) throw new Enough();
    },
    reject: () => undefined,
  });
  try {
    probe.push(head);
  } catch (thrown) {
    if (!(thrown instanceof Enough)) throw thrown;
  }
  return found;
}

function recogniseText(text: string): { source: SourceDefinition; shape: SourceShape } | null {
  try {
    return recogniseRecord(JSON.parse(text) as Record<string, unknown>);
  } catch {
    return null;
  }
}

/** `lines` where at least half of the first complete lines are JSON objects by themselves. */
function layoutOf(head: Buffer): SplitOptions['layout'] {
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

const MAGIC: readonly [string, string][] = [
  ['456c6646696c6500', 'a Windows event log (EVTX): export it as JSON or XML and drop that'],
  ['25504446', 'a PDF'],
];

function otherFormat(head: Buffer): string | null {
  const start = head.subarray(0, 8).toString('hex');
  const known = MAGIC.find(([magic]) => start.startsWith(magic));
  return known ? `not a log that can be read: ${known[1]}` : null;
}

function unknownText(head: Buffer): string {
  const begins = head.toString('utf8', 0, 80).replaceAll(/\s+/g, ' ').trim();
  return `not a log that is known here; it begins: ${begins}`;
}

class Enough extends Error {}
