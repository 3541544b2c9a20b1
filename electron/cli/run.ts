import { resolve } from 'node:path';
import { analyze } from './analyze.ts';
import { type Command, readArguments } from './arguments.ts';
import { exportCase } from './export.ts';
import { HELP } from './help.ts';
import { workOnOwn } from './own.ts';
import { compareEntities } from './compare.ts';
import type { SigmaCommand } from './sigma-arguments.ts';
import { exportSigma } from './hunts-sigma.ts';
import { queryCase } from './query.ts';
import { Session, Stopped } from './session.ts';
import { UsageError } from './usage-error.ts';
import { mapFile } from './map.ts';
import { showNetworks } from './networks.ts';
import { line } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { showPseudonyms } from './pseudonyms.ts';
import { reportCase } from './report.ts';
import { triageCase } from './triage.ts';
import { verify } from './verify.ts';

export interface CliOptions {
  resourcesPath: string;
  toolVersion: string;
  prepareWorker?: URL;
  clock?: () => Date;
}

const COULD_NOT_RUN = 2;

/** Runs one call of the command line; gives its exit code and never throws. */
export async function run(
  words: readonly string[],
  terminal: Terminal,
  options: CliOptions,
): Promise<number> {
  try {
    const command = readArguments(words);
    if (command.command === 'help') terminal.out(HELP);
    else if (command.command === 'version') terminal.out(`interloper ${options.toolVersion}\n`);
    else if ((command.command === 'hunts' || command.command === 'trees') && command.what !== 'sigma')
      return await workOnOwn(terminal, command);
    else return await withEngine(command, terminal, options);
    return 0;
  } catch (cause) {
    if (cause instanceof Stopped) return cause.code;
    const hint = cause instanceof UsageError ? ' (interloper --help says how)' : '';
    terminal.err(line(`interloper: ${oneLine(cause)}${hint}`));
    return COULD_NOT_RUN;
  }
}

type Working =
  | Extract<
      Command,
      {
        command:
          | 'analyze'
          | 'query'
          | 'compare'
          | 'map'
          | 'export'
          | 'report'
          | 'networks'
          | 'pseudonyms'
          | 'triage'
          | 'verify';
      }
    >
  | SigmaCommand;

async function withEngine(command: Working, terminal: Terminal, options: CliOptions): Promise<number> {
  const dataFolder = 'data_folder' in command ? command.data_folder : null;
  const session = new Session(terminal, command.quiet, {
    ...options,
    ...(dataFolder === null ? {} : { dataFolder: resolve(dataFolder) }),
  });
  try {
    switch (command.command) {
      case 'analyze':
        return await analyze(session, command);
      case 'query':
        return await queryCase(session, command);
      case 'compare':
        return await compareEntities(session, command);
      case 'hunts':
        return await exportSigma(session, command);
      case 'map':
        return await mapFile(session, command);
      case 'export':
        return await exportCase(session, command);
      case 'report':
        return await reportCase(session, command);
      case 'networks':
        return await showNetworks(session, command);
      case 'pseudonyms':
        return await showPseudonyms(session, command);
      case 'triage':
        return await triageCase(session, command);
      case 'verify':
        return await verify(session, command);
    }
  } finally {
    await session.close();
  }
}

const oneLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? '';
