import type { SourceDefinition, SourceShape } from '../../../shared/definitions.ts';
import type { Mapping } from '../../../shared/mapping.ts';
import { fittingMapping } from '../mapping/fit.ts';
import { mappingSource } from '../mapping/mapping-source.ts';
import {
  containerKeys,
  headFields,
  namedContainers,
  nestedContainers,
  recogniseRecord,
  rowContainers,
} from '../sources/index.ts';
import { isEventDocument } from './cut-events.ts';
import { delimiterOf } from './cut-lines.ts';
import { cutHead, Enough, layoutOf, type Cutting } from './cutting.ts';
import { firstDay } from './dated-lines.ts';
import { formOf, type Form } from './form.ts';
import { REDACTED, REPAIRED } from './repaired.ts';
import { JsonSplitter, SPLIT_DEFAULTS, type SplitOptions } from './split-json.ts';

const RECORDS_LOOKED_AT = 50;
const LINE_LOOKED_AT = 64 * 1024;

export interface Recognised {
  source: SourceDefinition;
  shape: SourceShape;
  cutting: Cutting;
}

/** Nothing that is known here. `form` where its columns can be mapped. */
export interface Unrecognised {
  unrecognised: string;
  form: Form | null;
}

/** Tells from its beginning what a stream of text is; a sentence for the person where no source and no mapping fits it. */
export function sniff(head: Buffer, mappings: readonly Mapping[] = []): Recognised | Unrecognised {
  if (head.length === 0) return { unrecognised: 'the file is empty', form: null };
  const other = otherFormat(head);
  if (other) return { unrecognised: other, form: null };
  if (REPAIRED.test(head.toString('utf8', 0, 64)))
    return recogniseCut(head, { kind: 'repaired' }) ?? { unrecognised: whyNotRepaired(head), form: null };
  return (
    (beginsLikeJson(head) || beginsLikeJson(afterFirstLine(head)) ? recogniseJson(head) : null) ??
    recogniseEvents(head) ??
    recogniseCsv(head) ??
    recogniseLines(head) ??
    recogniseJson(head) ??
    recogniseMapped(head, mappings)
  );
}

const whyNotRepaired = (head: Buffer): string => (head.includes(',"redacted":[') ? REDACTED : NOT_REPAIRED);

const NOT_REPAIRED =
  'rejects that were exported and of which none is repaired yet: mend their text and drop the file again';

function recogniseMapped(head: Buffer, mappings: readonly Mapping[]): Recognised | Unrecognised {
  const form = formOf(head);
  if (!form) return { unrecognised: unknownText(head), form };
  const mapping = fittingMapping(form, mappings);
  if (!mapping) return { unrecognised: `${unknownText(head)}; its columns can be mapped`, form };
  const source = mappingSource(mapping);
  return { source, shape: source.shapes[0] as SourceShape, cutting: form.cutting };
}

/** By the first row that a source knows: its fields named by the header, or without names where the first row is one too. */
function recogniseCsv(head: Buffer): Recognised | null {
  const delimiter = delimiterOf(firstLine(head));
  if (delimiter === null) return null;
  return (
    recogniseCut(head, { kind: 'csv', delimiter }) ?? recogniseCut(head, { kind: 'bare-csv', delimiter })
  );
}

const recogniseEvents = (head: Buffer): Recognised | null =>
  isEventDocument(head) ? recogniseCut(head, { kind: 'events' }) : null;

const recogniseLines = (head: Buffer): Recognised | null => recogniseCut(head, { kind: 'lines' });

function recogniseCut(head: Buffer, cutting: Cutting): Recognised | null {
  let found: Recognised | null = null;
  let looked = 0;
  // The first rejects may be those that nobody mended.
  const most = cutting.kind === 'repaired' ? Infinity : RECORDS_LOOKED_AT;
  cutHead(head, cutting, {
    record(_place, bytes) {
      const known = recogniseText(bytes.toString('utf8'));
      if (known) found = { ...known, cutting: cuttingFor(known.source, cutting, head) };
      if (found || ++looked === most) throw new Enough();
    },
    reject() {
      if (++looked === most) throw new Enough();
    },
  });
  return found;
}

/** A source that reads `@columns` or `@day` gets it. */
function cuttingFor({ columns }: SourceDefinition, cutting: Cutting, head: Buffer): Cutting {
  if (cutting.kind === 'csv' && '@columns' in columns) return { ...cutting, named: true };
  if (cutting.kind === 'lines' && '@day' in columns)
    return { ...cutting, day: firstDay(head.toString('utf8')) };
  return cutting;
}

function firstLine(head: Buffer): string {
  const end = head.indexOf(0x0a);
  return head.toString(
    'utf8',
    0,
    end < 0 ? Math.min(head.length, LINE_LOOKED_AT) : Math.min(end, LINE_LOOKED_AT),
  );
}

function beginsLikeJson(head: Buffer): boolean {
  const first = head.subarray(0, LINE_LOOKED_AT).find((byte) => byte > 0x20 && byte < 0x80);
  return first === 0x7b || first === 0x5b;
}

/** A tool may write a line of its own before what it exports. */
const afterFirstLine = (head: Buffer): Buffer => head.subarray(head.indexOf(0x0a) + 1);

/** Also behind what is no JSON: a tool's first line, the end of a record that was cut. */
function recogniseJson(head: Buffer): Recognised | null {
  const options: SplitOptions = {
    ...SPLIT_DEFAULTS,
    layout: layoutOf(head),
    containers: containerKeys,
    namedContainers,
    headFields,
    nestedContainers,
    rowContainers,
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
