import type { DataFile } from '../../../../../shared/model.ts';
import { parseAddress, parsePrefix } from '../parse-address.ts';
import { type BroughtText, dateInName } from '../ranges/range-file.ts';
import { versionOfText } from '../ranges/own.ts';
import { type CsvCell, placeOfCell, readCsv } from '../../../../../shared/read-csv.ts';
import { NO_FILE } from '../data-rows.ts';

/** A line of a list that the user brought: a network as `AS64500` or as a prefix, and what is said of it. */
export interface OwnLabel {
  readonly network: string;
  readonly label: string;
  readonly reason: string;
}

export interface OwnLabels {
  readonly file: DataFile;
  readonly labels: readonly OwnLabel[];
}

/** For lines that do not say it themselves. */
export interface LabelDefaults {
  label?: string | undefined;
  reason?: string | undefined;
}

/** So many wrong lines are named in one message. */
const NAMED = 10;

/**
 * Reads a list of networks: one a line, an AS number (`AS64500`, `64500`), an address or a prefix, with a label and a reason behind
 * it, or in columns named `network` (or `asn`, `cidr`, `prefix`), `label` and `reason`. What a line does not say is taken from
 * `defaults`, else the name of the file is its label. Null where nothing in it is a network; throws where some lines are none,
 * with line and column of each.
 */
export function ownLabels({ name, text }: BroughtText, defaults: LabelDefaults = {}): OwnLabels | null {
  const rows = readCsv(text);
  const columns = columnsOf(rows[0] ?? []);
  const read = (columns ? rows.slice(1) : rows).map((row) => labelOf(row, columns, name, defaults));
  const labels = read.filter((one) => 'network' in one);
  const wrong = read.filter((one) => 'wrong' in one);
  if (labels.length === 0 && !columns) return null;
  if (wrong.length > 0) throw new Error(`not a list of networks: ${name}: ${listOfWrong(wrong)}`);
  if (labels.length === 0) throw new Error(`no networks: ${name}`);
  return { labels, file: describe(name, text, labels.length) };
}

type Columns = Readonly<Record<'network' | 'label' | 'reason', number>>;

const NETWORK_NAMES = ['network', 'asn', 'as', 'cidr', 'prefix', 'ip', 'address'];

/** Null where the first line is no header. */
function columnsOf(header: readonly CsvCell[]): Columns | null {
  const names = header.map((cell) => cell.text.toLowerCase());
  const network = NETWORK_NAMES.map((name) => names.indexOf(name)).find((at) => at >= 0);
  if (network === undefined) return null;
  return { network, label: names.indexOf('label'), reason: names.indexOf('reason') };
}

function labelOf(
  row: readonly CsvCell[],
  columns: Columns | null,
  name: string,
  { label, reason }: LabelDefaults,
): OwnLabel | { wrong: CsvCell } {
  const at = columns ?? { network: 0, label: 1, reason: 2 };
  const cell = row[at.network] ?? { text: '', line: row[0]?.line ?? 0, column: 1 };
  const network = networkIn(cell.text);
  if (network === null) return { wrong: cell };
  return {
    network,
    label: row[at.label]?.text || label || name.replace(/\.[^.]+$/, ''),
    reason: row[at.reason]?.text || reason || 'on the list',
  };
}

const LARGEST_NUMBER = 0xffff_ffff;

/** `AS64500`, or a prefix; null for other text. */
function networkIn(text: string): string | null {
  const [, digits] = /^(?:AS ?)?(\d{1,10})$/i.exec(text) ?? [];
  if (digits !== undefined) return Number(digits) <= LARGEST_NUMBER ? `AS${Number(digits)}` : null;
  if (text.includes('/')) return parsePrefix(text) === null ? null : text;
  const address = parseAddress(text);
  return address && `${address.ip}/${address.family === 4 ? 32 : 128}`;
}

function listOfWrong(wrong: readonly { wrong: CsvCell }[]): string {
  const named = wrong
    .slice(0, NAMED)
    .map(({ wrong: cell }) => `${placeOfCell(cell)}: ${JSON.stringify(cell.text.slice(0, 60))}`);
  const more = wrong.length > NAMED ? `, and ${wrong.length - NAMED} more` : '';
  return `no AS number, address or prefix: ${named.join(', ')}${more}`;
}

const describe = (name: string, text: string, entries: number): DataFile => ({
  id: `own-labels-${name}`,
  title: `Labels of one's own (${name})`,
  kind: 'network labels',
  version: versionOfText(text),
  date: dateInName(name),
  licence: 'brought by the user',
  attribution: 'brought by the user',
  origin: 'imported',
  entries,
  ...NO_FILE,
});
