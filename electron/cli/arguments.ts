import { parseArgs } from 'node:util';
import type { EventChoice } from '../../shared/contract.ts';
import { LIMIT_NAMES, Limits } from '../../shared/limits.ts';
import { readCompare, type CompareCommand } from './compare-arguments.ts';
import { isOwn, readOwnCommand, type OwnCommand } from './own-arguments.ts';
import { readQuery, type QueryCommand } from './query-arguments.ts';
import type { Redaction } from '../../shared/redaction.ts';
import { readRedactions } from './redact-argument.ts';
import { readReport, type ReportCommand } from './report-arguments.ts';
import { readSigma, type SigmaCommand } from './sigma-arguments.ts';
import { UsageError } from './usage-error.ts';

/** What the person asked for. */
export type Command =
  | { command: 'help' }
  | { command: 'version' }
  | {
      command: 'analyze';
      paths: string[];
      case: string | null;
      json: string | null;
      data: string[];
      /** The folder of files about addresses that the person keeps. */
      data_folder: string | null;
      mappings: string[];
      /** Files and folders of hunts of the person's own. */
      hunts: string[];
      /** Files and folders of decision trees of the person's own. */
      trees: string[];
      known_networks: string | null;
      limits: Partial<Limits>;
      /** For encrypted archives. */
      zip_passwords: string[];
      /** The report tells who did what to the case, and when. */
      custody: boolean;
      /** What has pseudonyms in its place, in the report and in the summary. */
      redact: Redaction[];
      quiet: boolean;
    }
  | { command: 'map'; path: string; quiet: boolean }
  | { command: 'pseudonyms'; case: string; search: string; quiet: boolean }
  | { command: 'networks'; case: string; export: string | null; quiet: boolean }
  | {
      command: 'export';
      case: string;
      events: string | null;
      rejects: string | null;
      redact: Redaction[];
      zip_passwords: string[];
      quiet: boolean;
    }
  | {
      command: 'triage';
      case: string;
      tree: string | null;
      json: string | null;
      /** Two sign-ins to compare, and why. */
      sessions: [EventChoice, EventChoice] | null;
      reason: string | null;
      /** The id of a comparison to take back. */
      uncompare: string | null;
      redact: Redaction[];
      quiet: boolean;
    }
  | {
      command: 'verify';
      /** A case, or a bundle. */
      case: string;
      /** A folder with the evidence of a bundle that has none. */
      evidence: string | null;
      data: string[];
      zip_passwords: string[];
      json: string | null;
      quiet: boolean;
    }
  | OwnCommand
  | SigmaCommand
  | CompareCommand
  | QueryCommand
  | ReportCommand;

const OPTIONS = {
  case: { type: 'string' },
  json: { type: 'string' },
  data: { type: 'string', multiple: true },
  'data-folder': { type: 'string' },
  'ip-ranges': { type: 'string', multiple: true },
  mapping: { type: 'string', multiple: true },
  hunts: { type: 'string', multiple: true },
  trees: { type: 'string', multiple: true },
  'known-networks': { type: 'string' },
  export: { type: 'string' },
  tree: { type: 'string' },
  sessions: { type: 'string' },
  reason: { type: 'string' },
  uncompare: { type: 'string' },
  custody: { type: 'boolean' },
  redact: { type: 'string' },
  evidence: { type: 'string' },
  events: { type: 'string' },
  rejects: { type: 'string' },
  'zip-password': { type: 'string', multiple: true },
  'max-bytes': { type: 'string' },
  'max-ratio': { type: 'string' },
  'max-entries': { type: 'string' },
  'max-depth': { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;
type Name = keyof typeof OPTIONS;

type Working = 'analyze' | 'map' | 'export' | 'networks' | 'pseudonyms' | 'triage' | 'verify';
const ALLOWED: Record<Working, readonly Name[]> = {
  analyze: [
    ...['case', 'json', 'custody', 'redact', 'data', 'data-folder', 'ip-ranges', 'mapping'],
    ...['hunts', 'trees', 'known-networks', 'zip-password', 'quiet'],
    ...['max-bytes', 'max-ratio', 'max-entries', 'max-depth'],
  ] as Name[],
  map: ['quiet'],
  networks: ['export', 'quiet'],
  pseudonyms: ['quiet'],
  export: ['events', 'rejects', 'redact', 'zip-password', 'quiet'],
  triage: ['tree', 'json', 'redact', 'sessions', 'reason', 'uncompare', 'quiet'],
  verify: ['evidence', 'data', 'zip-password', 'json', 'quiet'],
};

const HELPING: ReadonlySet<string> = new Set(['--help', '-h', '--version', '-v']);

/** Reads the words after the program's name; throws `UsageError`. */
export function readArguments(words: readonly string[]): Command {
  if (words[0] === 'query' && !words.some((word) => HELPING.has(word))) return readQuery(words.slice(1));
  const [first, second] = words;
  if (first === 'compare' && !words.some((word) => HELPING.has(word))) return readCompare(words.slice(1));
  if (first === 'hunts' && second === 'sigma' && !words.some((word) => HELPING.has(word)))
    return readSigma(words.slice(2));
  if (isOwn(first) && !words.some((word) => HELPING.has(word))) return readOwnCommand(first, words.slice(1));
  if (first === 'report' && !words.some((word) => HELPING.has(word))) return readReport(words.slice(1));
  const { values, positionals } = parse(words);
  if (values.help) return { command: 'help' };
  if (values.version) return { command: 'version' };
  const [command, ...rest] = positionals;
  if (command === undefined)
    throw new UsageError(
      'no command: analyze, query, compare, hunts, trees, map, export, report, networks, pseudonyms, triage or verify',
    );
  if (!isWorking(command)) throw new UsageError(`no such command: ${command}`);
  refuseOthers(command, values);
  const quiet = values.quiet ?? false;
  const redact = readRedactions(values.redact);
  if (command === 'networks')
    return { command, case: oneCase(command, rest), export: values.export ?? null, quiet };
  if (command === 'pseudonyms') {
    const [path, search = '', ...more] = rest;
    if (path === undefined || more.length > 0)
      throw new UsageError('pseudonyms needs a case, and at most one name');
    return { command, case: path, search, quiet };
  }
  if (command === 'export')
    return { command, ...exportOf(rest, values), redact, zip_passwords: values['zip-password'] ?? [], quiet };
  if (command === 'triage')
    return { command, case: oneCase(command, rest), ...triageOf(values), redact, quiet };
  if (command === 'verify')
    return {
      ...{ command, case: oneCase(command, rest), quiet },
      ...{ evidence: values.evidence ?? null, json: values.json ?? null },
      ...{ data: values.data ?? [], zip_passwords: values['zip-password'] ?? [] },
    };
  if (command === 'map') return { command, path: oneOf(command, rest, 'file'), quiet };
  if (rest.length === 0) throw new UsageError('analyze needs at least one file or folder');
  return {
    command,
    paths: rest,
    case: values.case ?? null,
    json: values.json ?? null,
    data: [...(values['ip-ranges'] ?? []), ...(values.data ?? [])],
    data_folder: values['data-folder'] ?? null,
    mappings: values.mapping ?? [],
    hunts: values.hunts ?? [],
    trees: values.trees ?? [],
    known_networks: values['known-networks'] ?? null,
    limits: limitsOf(values),
    zip_passwords: values['zip-password'] ?? [],
    custody: values.custody ?? false,
    redact,
    quiet,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split(/\. |\n/);
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1), { cause });
  }
}

const isWorking = (word: string): word is Working => word in ALLOWED;

function refuseOthers(command: Working, values: Partial<Record<Name, unknown>>): void {
  for (const name of Object.keys(values) as Name[]) {
    if (!ALLOWED[command].includes(name)) throw new UsageError(`${command} has no option --${name}`);
    if ([values[name]].flat().includes('')) throw new UsageError(`--${name} is empty`);
  }
}

function exportOf(rest: readonly string[], { events = null, rejects = null }: Exported) {
  const path = oneCase('export', rest);
  if (events === null && rejects === null)
    throw new UsageError('export needs --events FILE.jsonl or --rejects FILE');
  if (events === '-' && rejects === '-') throw new UsageError('only one of them can go to standard output');
  return { case: path, events, rejects };
}

function triageOf(given: Partial<Record<'tree' | 'json' | 'sessions' | 'reason' | 'uncompare', string>>) {
  const { tree = null, json = null, reason = null, uncompare = null } = given;
  const sessions = given.sessions === undefined ? null : sessionsOf(given.sessions);
  if (reason !== null && sessions === null) throw new UsageError('--reason says why --sessions were picked');
  return { tree, json, sessions, reason, uncompare };
}

/** `EVIDENCE:RECORD,EVIDENCE:RECORD`, or ids of events. */
function sessionsOf(words: string): [EventChoice, EventChoice] {
  const [first, second, ...others] = words.split(',').map((word) => word.trim());
  if (!first || !second || others.length > 0)
    throw new UsageError('--sessions needs two sign-ins: EVIDENCE:RECORD,EVIDENCE:RECORD, or two event ids');
  return [choiceOf(first), choiceOf(second)];
}

function choiceOf(word: string): EventChoice {
  const [, evidence, record] = /^(\d+):(\d+)$/.exec(word) ?? [];
  return evidence === undefined
    ? { event_id: word }
    : { evidence_id: Number(evidence), record: Number(record) };
}

interface Exported {
  events?: string | null | undefined;
  rejects?: string | null | undefined;
}

/** The limits that were given. */
function limitsOf(values: { [name in Name]?: unknown }): Partial<Limits> {
  const limits: Partial<Limits> = {};
  for (const name of LIMIT_NAMES) {
    const given = values[`max-${name}`];
    if (typeof given !== 'string') continue;
    const value = Limits.shape[name].safeParse(/^\d+$/.test(given) ? Number(given) : Number.NaN);
    if (!value.success) throw new UsageError(`--max-${name} is not a number that can be taken: ${given}`);
    limits[name] = value.data;
  }
  return limits;
}

const oneCase = (command: Working, rest: readonly string[]): string => oneOf(command, rest, 'case');

function oneOf(command: Working, rest: readonly string[], what: 'case' | 'file'): string {
  const [path, ...others] = rest;
  if (path === undefined || others.length > 0) throw new UsageError(`${command} needs exactly one ${what}`);
  return path;
}
