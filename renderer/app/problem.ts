import { text } from '../text.ts';

/** A failure as a person reads it. */
export interface Problem {
  /** What happened, in the engine's words. */
  message: string;
  /** To which file or record; `null` where that is not known. */
  about: string | null;
  /** What of the case is as it was. */
  kept: string;
  /** What can be done. */
  next: string;
  /** What *copy details* gives. */
  details: string;
}

type Kind = keyof typeof text.problem.next;

const KINDS: readonly [RegExp, Kind][] = [
  [/no case is open|case is closed/i, 'noCase'],
  [/job (is )?running|while a job runs/i, 'busy'],
  [/newer schema|newer version/i, 'newer'],
  [/locked|in use|already open|open in another program/i, 'locked'],
  [/no space|disk is full|ENOSPC/i, 'disk'],
  [/permission|EACCES|EPERM/i, 'permission'],
  [/ENOENT|no such file|there is no file|not found/i, 'missing'],
  [/closed|disconnected|socket|lost|cannot be reached/i, 'connection'],
];

export function problemOf(error: unknown): Problem {
  const message = messageOf(error);
  const kind = KINDS.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
  const about = aboutOf(message);
  const { kept, next } = text.problem;
  return {
    message,
    about,
    kept: kept[kind],
    next: next[kind],
    details: detailsOf(error, message, about),
  };
}

function messageOf(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  return typeof error === 'string' && error ? error : text.problem.unknown;
}

/** A path in quotes; one that ends as files do, which may hold spaces; one without. */
const PATHS = [
  /['"]((?:[A-Za-z]:)?[\\/][^'"\n]+)['"]/,
  /(?:^|\s)((?:[A-Za-z]:)?[\\/][^'"\n:;,]{0,500}?\.[A-Za-z]\w{0,15})(?=$|[\s:;,.)])/,
  /(?:^|\s)((?:[A-Za-z]:)?[\\/][^\s'":;,]+)/,
];

/** The file that the message names, else the record that is open. */
function aboutOf(message: string): string | null {
  for (const pattern of PATHS) {
    const path = pattern.exec(message)?.[1];
    if (path !== undefined) return path;
  }
  const record = /[?&]record=(\d+)(?::|%3A)(\d+)/i.exec(window.location.hash);
  return record ? text.problem.record(Number(record[2]), Number(record[1])) : null;
}

function detailsOf(error: unknown, message: string, about: string | null): string {
  const lines = [message];
  if (about !== null) lines.push(`about: ${about}`);
  lines.push(`screen: ${window.location.hash || '#/'}`, `at: ${new Date().toISOString()}`);
  if (typeof error === 'object' && error !== null) {
    if ('code' in error && typeof error.code === 'string') lines.push(`code: ${error.code}`);
    if ('data' in error && error.data !== undefined) lines.push(`data: ${JSON.stringify(error.data)}`);
    if ('stack' in error && typeof error.stack === 'string') lines.push(error.stack);
  }
  lines.push(navigator.userAgent);
  return lines.join('\n');
}

/** A call that ended because the person left: nothing to report. */
export const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.message === 'This operation was aborted');
