import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

export type HuntsCommand =
  | { command: 'hunts'; what: 'template' }
  | { command: 'hunts'; what: 'check' | 'test'; paths: string[] }
  | SigmaCommand;

export interface SigmaCommand {
  command: 'hunts';
  what: 'sigma';
  /** `null`: the built-in hunts as they come. */
  case: string | null;
  /** A file that ends in .yml or .yaml, or a folder; `null`: standard output. */
  out: string | null;
  /** Only these. */
  hunts: string[];
  quiet: boolean;
}

/** The words after `hunts`; throws `UsageError`. */
export function readHuntsCommand(words: readonly string[]): HuntsCommand {
  const [what, ...paths] = words;
  if (what === 'sigma') return readSigma(paths);
  const option = paths.find((word) => word.startsWith('-'));
  if (option !== undefined) throw new UsageError(`hunts has no option ${option}`);
  if (what === 'template' && paths.length === 0) return { command: 'hunts', what };
  if (what !== 'check' && what !== 'test')
    throw new UsageError('hunts needs template, check FILE…, test FILE… or sigma [CASE]');
  if (paths.length === 0) throw new UsageError(`hunts ${what} needs at least one file or folder`);
  return { command: 'hunts', what, paths };
}

function readSigma(words: readonly string[]): SigmaCommand {
  const { values, positionals } = parse(words);
  if (positionals.length > 1) throw new UsageError('hunts sigma takes one case at most');
  if ([values.out, ...(values.hunt ?? [])].includes(''))
    throw new UsageError('an option of hunts sigma is empty');
  return {
    command: 'hunts',
    what: 'sigma',
    case: positionals[0] ?? null,
    out: values.out === undefined || values.out === '-' ? null : values.out,
    hunts: values.hunt ?? [],
    quiet: values.quiet ?? false,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        out: { type: 'string' },
        hunt: { type: 'string', multiple: true },
        quiet: { type: 'boolean', short: 'q' },
      },
      allowPositionals: true,
    });
  } catch (cause) {
    const [sentence = ''] = (cause as Error).message.split(/\. |\n/);
    throw new UsageError(sentence.charAt(0).toLowerCase() + sentence.slice(1), { cause });
  }
}
