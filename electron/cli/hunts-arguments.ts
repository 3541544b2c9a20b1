import { UsageError } from './usage-error.ts';

export type HuntsCommand =
  { command: 'hunts'; what: 'template' } | { command: 'hunts'; what: 'check' | 'test'; paths: string[] };

/** The words after `hunts`; throws `UsageError`. */
export function readHuntsCommand(words: readonly string[]): HuntsCommand {
  const [what, ...paths] = words;
  const option = paths.find((word) => word.startsWith('-'));
  if (option !== undefined) throw new UsageError(`hunts has no option ${option}`);
  if (what === 'template' && paths.length === 0) return { command: 'hunts', what };
  if (what !== 'check' && what !== 'test')
    throw new UsageError('hunts needs template, check FILE… or test FILE…');
  if (paths.length === 0) throw new UsageError(`hunts ${what} needs at least one file or folder`);
  return { command: 'hunts', what, paths };
}
