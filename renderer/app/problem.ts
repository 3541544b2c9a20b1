import { text } from '../text.ts';

/** A failure as a person reads it: what happened in the engine's words, and what can be done. */
export interface Problem {
  message: string;
  next: string;
  /** What *copy details* gives. */
  details: string;
}

const NEXT: readonly [RegExp, string][] = [
  [/no case is open|case is closed/i, text.problem.next.noCase],
  [/job (is )?running|while a job runs/i, text.problem.next.busy],
  [/newer schema|newer version/i, text.problem.next.newer],
  [/locked|in use|already open/i, text.problem.next.locked],
  [/no space|disk is full|ENOSPC/i, text.problem.next.disk],
  [/permission|EACCES|EPERM/i, text.problem.next.permission],
  [/ENOENT|no such file|not found/i, text.problem.next.missing],
  [/closed|disconnected|socket|lost/i, text.problem.next.connection],
];

export function problemOf(error: unknown): Problem {
  const message = messageOf(error);
  const next = NEXT.find(([pattern]) => pattern.test(message))?.[1] ?? text.problem.next.other;
  return { message, next, details: detailsOf(error, message) };
}

function messageOf(error: unknown): string {
  if (error instanceof Error && error.message) return error.message;
  return typeof error === 'string' && error ? error : text.problem.unknown;
}

function detailsOf(error: unknown, message: string): string {
  const lines = [message];
  if (typeof error === 'object' && error !== null) {
    if ('code' in error && typeof error.code === 'string') lines.push(`code: ${error.code}`);
    if ('data' in error && error.data !== undefined) lines.push(`data: ${JSON.stringify(error.data)}`);
    if ('stack' in error && typeof error.stack === 'string') lines.push(error.stack);
  }
  return lines.join('\n');
}

/** A call that ended because the person left: nothing to report. */
export const isAbort = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AbortError' || error.message === 'This operation was aborted');
