import { pathOf, type FormKind } from '../../../shared/mapping.ts';
import { containerKeys } from '../sources/index.ts';
import { csvFields, csvHeader } from './cut-lines.ts';
import { cutHead, Enough, layoutOf, type Cutting } from './cutting.ts';
import { SPLIT_DEFAULTS } from './split-json.ts';

/** What an unknown text holds: rows under a header, or records of JSON. */
export interface Form {
  kind: FormKind;
  cutting: Cutting;
  /** A header's names in their order, or the paths of the values in the first records. */
  columns: string[];
}

const RECORDS_LOOKED_AT = 50;
const MOST_COLUMNS = 1000;
const DEEPEST = 8;
const DELIMITERS = [',', ';', '\t', '|'] as const;
const HEADER_BYTES = 64 * 1024;

/** The form of a stream by its beginning; `null` where it is neither a table nor JSON. The same beginning has the same form. */
export function formOf(head: Buffer): Form | null {
  const first = head.subarray(0, HEADER_BYTES).find((byte) => byte > 0x20 && byte < 0x80);
  return first === 0x7b || first === 0x5b ? jsonForm(head) : tableForm(head);
}

function jsonForm(head: Buffer): Form | null {
  const layout = layoutOf(head);
  const own = layout === 'document' ? listKey(head) : null;
  const containers = own === null ? [] : [own];
  const cutting: Cutting = { kind: 'json', options: { ...SPLIT_DEFAULTS, layout, containers } };
  const columns = new Set<string>();
  for (const record of recordsOf(head, cutting)) addPaths(record, [], columns);
  return columns.size === 0
    ? null
    : { kind: layout === 'lines' ? 'ndjson' : 'json', cutting, columns: [...columns] };
}

/** The first records that are valid. */
function recordsOf(head: Buffer, cutting: Cutting): object[] {
  const records: object[] = [];
  let looked = 0;
  cutHead(head, cutting, {
    record(_place, bytes, start, end) {
      const record = parsed(bytes.toString('utf8', start, end));
      if (record) records.push(record);
      if (++looked === RECORDS_LOOKED_AT) throw new Enough();
    },
    reject() {
      if (++looked === RECORDS_LOOKED_AT) throw new Enough();
    },
  });
  return records;
}

function parsed(text: string): object | null {
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}

/** The paths of all values; of a list its own (it is read as JSON) and those of its first element. */
function addPaths(value: unknown, keys: readonly string[], paths: Set<string>): void {
  if (paths.size >= MOST_COLUMNS) return;
  const isLeaf = typeof value !== 'object' || value === null || keys.length >= DEEPEST;
  if (keys.length > 0 && (isLeaf || Array.isArray(value))) paths.add(pathOf(keys));
  if (isLeaf) return;
  const inside = Array.isArray(value)
    ? value.slice(0, 1).map((one) => ['0', one] as const)
    : Object.entries(value);
  for (const [key, inner] of inside) addPaths(inner, [...keys, key], paths);
}

/**
 * The key whose list holds the records, where the document is one object around them: a key that sources know, else the first one
 * whose list begins with an object.
 */
function listKey(head: Buffer): string | null {
  const text = head.toString('utf8').trimStart();
  let found: string | null = null;
  if (!text.startsWith('{')) return found;
  for (let at = 0, depth = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    // It ends, and where another follows these objects are the records themselves.
    if (depth === 0) return text.slice(at + 1).trim() === '' ? found : null;
    if (character !== '"') continue;
    const start = at + 1;
    at = stringEnd(text, start);
    if (depth !== 1 || !LIST_OF_OBJECTS.test(text.slice(at + 1, at + 201))) continue;
    const key = text.slice(start, at);
    if (containerKeys.includes(key)) return key;
    found ??= key;
  }
  return found;
}

const LIST_OF_OBJECTS = /^\s*:\s*\[\s*\{/;

function stringEnd(text: string, start: number): number {
  let at = start;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function tableForm(head: Buffer): Form | null {
  const delimiter = tableDelimiter(head);
  if (delimiter === null) return null;
  const columns = csvHeader(headerOf(head), delimiter);
  return { kind: delimiter === '\t' ? 'tsv' : 'csv', cutting: { kind: 'csv', delimiter }, columns };
}

/** What cuts the header into most fields, where more of the next rows have as many than have not. */
function tableDelimiter(head: Buffer): string | null {
  const header = headerOf(head);
  if (head.subarray(0, HEADER_BYTES).includes(0)) return null;
  const counted = DELIMITERS.map((delimiter) => [csvFields(header, delimiter).length, delimiter] as const);
  const tried = counted.filter(([fields]) => fields > 1).sort(([one], [other]) => other - one);
  return tried.map(([, delimiter]) => delimiter).find((delimiter) => isTable(head, delimiter)) ?? null;
}

function isTable(head: Buffer, delimiter: string): boolean {
  let [rows, others] = [0, 0];
  const count = () => {
    if (rows + others === RECORDS_LOOKED_AT) throw new Enough();
  };
  cutHead(
    head,
    { kind: 'csv', delimiter },
    {
      record() {
        rows++;
        count();
      },
      reject() {
        others++;
        count();
      },
    },
  );
  return rows > others;
}

/** The first row, also where a quoted name holds a newline. */
function headerOf(head: Buffer): string {
  const text = head.toString('utf8', 0, HEADER_BYTES);
  const row = /^(?:[^"\r\n]|"[^"]*")*/.exec(text)?.[0];
  return row ?? '';
}
