import { UsageError } from './usage-error.ts';

const COMMANDS = ['hunts', 'trees'] as const;
type Own = (typeof COMMANDS)[number];

/** `hunts`: own hunts whose findings start the trees. */
export type OwnCommand = OwnOf<'hunts'> | OwnOf<'trees'>;
type OwnOf<Command extends Own> =
  | { command: Command; what: 'template' }
  | { command: Command; what: 'check' | 'test'; paths: string[]; hunts: string[] };

export const isOwn = (word: string | undefined): word is Own => COMMANDS.some((one) => one === word);

/** The words after `hunts` or `trees`; throws `UsageError`. */
export function readOwnCommand(command: Own, words: readonly string[]): OwnCommand {
  const [what, ...rest] = words;
  const { paths, hunts } = command === 'trees' ? withHunts(rest) : { paths: rest, hunts: [] };
  const option = paths.find((word) => word.startsWith('-'));
  if (option !== undefined) throw new UsageError(`${command} has no option ${option}`);
  if (what === 'template' && rest.length === 0) return { command, what };
  if (what !== 'check' && what !== 'test')
    throw new UsageError(`${command} needs template, check FILE… or test FILE…`);
  if (paths.length === 0) throw new UsageError(`${command} ${what} needs at least one file or folder`);
  return { command, what, paths, hunts };
}

/** Takes `--hunts PATH` out of the words. */
function withHunts(words: readonly string[]): { paths: string[]; hunts: string[] } {
  const [paths, hunts]: [string[], string[]] = [[], []];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word !== '--hunts') {
      paths.push(word);
      continue;
    }
    const path = words[++at];
    if (!path) throw new UsageError('--hunts is empty');
    hunts.push(path);
  }
  return { paths, hunts };
}
