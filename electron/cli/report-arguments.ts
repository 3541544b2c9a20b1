import { resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { PDF_SECTIONS, type PdfSection } from '../../shared/pdf-report.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { formats } from '../engine/report/formats/index.ts';
import { readRedactions } from './redact-argument.ts';
import { UsageError } from './usage-error.ts';

export interface ReportCommand {
  command: 'report';
  case: string;
  /** Where each format goes: a file, `-`, or a folder where it has several files. */
  to: { format: string; path: string }[];
  bom: boolean;
  custody: boolean;
  /** A bundle holds the evidence files. */
  evidence: boolean;
  /** What has pseudonyms in its place. */
  redact: Redaction[];
  /** Parts of the PDF; without them those that it has by itself. */
  sections: PdfSection[] | undefined;
  quiet: boolean;
}

/** The words after `report`; throws `UsageError`. Every format is an option. */
export function readReport(words: readonly string[]): ReportCommand {
  const { values, positionals } = parsed(words);
  const [casePath, ...more] = positionals;
  if (casePath === undefined || more.length > 0) throw new UsageError('report needs exactly one case');
  const to = formats.flatMap(({ id }) => {
    const path = values[id];
    return typeof path === 'string' ? [{ format: id, path }] : [];
  });
  if (to.length === 0)
    throw new UsageError(`report needs a format: ${formats.map(({ id }) => `--${id}`).join(', ')}`);
  for (const { format, path } of to) if (path === '') throw new UsageError(`--${format} is empty`);
  checkScreen(to);
  checkApart(to);
  const redact = readRedactions(values['redact']);
  checkRedaction(to, redact);
  const sections = readSections(values['sections'], to);
  return {
    command: 'report',
    case: casePath,
    to,
    bom: values['bom'] === true,
    custody: values['custody'] === true,
    evidence: values['evidence'] === true,
    redact,
    sections,
    quiet: values['quiet'] === true,
  };
}

function parsed(words: readonly string[]) {
  const options: ParseArgsConfig['options'] = {
    bom: { type: 'boolean' },
    custody: { type: 'boolean' },
    evidence: { type: 'boolean' },
    redact: { type: 'string' },
    sections: { type: 'string' },
    quiet: { type: 'boolean', short: 'q' },
  };
  for (const { id } of formats) options[id] = { type: 'string' };
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split(/\. |\n/);
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1), { cause });
  }
}

function checkRedaction(to: ReportCommand['to'], redact: readonly Redaction[]): void {
  const never = to.find(({ format }) => formats.some(({ id, redactable }) => id === format && !redactable));
  if (never && redact.length > 0)
    throw new UsageError(`--${never.format} cannot be redacted: whoever opens it runs the evidence again`);
}

/** Parts of the PDF by their names, in the order of the report. */
function readSections(words: unknown, to: ReportCommand['to']): PdfSection[] | undefined {
  if (typeof words !== 'string') return undefined;
  if (!to.some(({ format }) => format === 'pdf'))
    throw new UsageError('--sections is of --pdf: name its file');
  const wanted = new Set(words.split(',').map((word) => word.trim()));
  for (const word of wanted)
    if (!PDF_SECTIONS.some((section) => section === word))
      throw new UsageError(`--sections takes ${PDF_SECTIONS.join(', ')}, not "${word}"`);
  return PDF_SECTIONS.filter((section) => wanted.has(section));
}

/** The second would take the place of the first. */
function checkApart(to: ReportCommand['to']): void {
  const taken = new Map<string, string>();
  for (const { format, path } of to.filter((one) => one.path !== '-')) {
    const place = resolve(path);
    const other = taken.get(place);
    if (other !== undefined) throw new UsageError(`--${other} and --${format} go to the same place: ${path}`);
    taken.set(place, format);
  }
}

function checkScreen(to: ReportCommand['to']): void {
  const onScreen = to.filter(({ path }) => path === '-').map(({ format }) => format);
  if (onScreen.length > 1) throw new UsageError('only one of them can go to standard output');
  for (const { id, packed } of formats)
    if (packed && onScreen.includes(id)) throw new UsageError(`--${id} writes an archive: name a file`);
  for (const { id, files } of formats)
    if (files === 'several' && onScreen.includes(id))
      throw new UsageError(`--${id} writes several files: name a folder`);
}

const what = (files: 'one' | 'several'): string => (files === 'one' ? 'FILE' : 'DIR');

/** The options of formats, for the line that shows how `report` is called. */
export const reportOptions = (): string =>
  formats.map(({ id, files }) => `[--${id} ${what(files)}]`).join(' ');

const OPTION_WIDTH = 19;

/** A line for each format. */
export const reportHelp = (): string =>
  formats
    .map(({ id, files, purpose }) => `  ${`--${id} ${what(files)}`.padEnd(OPTION_WIDTH)}${purpose}\n`)
    .join('');
