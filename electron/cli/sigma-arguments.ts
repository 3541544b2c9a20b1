import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

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

/** The words after `hunts sigma`; throws `UsageError`. */
export function readSigma(words: readonly string[]): SigmaCommand {
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
