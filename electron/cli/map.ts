import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { mappingText } from '../../shared/mapping.ts';
import type { Command } from './arguments.ts';
import { withTemporaryCase, type Session } from './session.ts';
import { line } from './summary.ts';

type Map = Extract<Command, { command: 'map' }>;

/** Writes a guessed mapping of an unknown file; gives the exit code: 1 where something of it could not be guessed. */
export async function mapFile(session: Session, command: Map): Promise<number> {
  const { client, terminal } = session;
  if (!existsSync(command.path)) throw new Error(`no such file: ${command.path}`);
  return await withTemporaryCase(session, async (path) => {
    await client.case.create({ path });
    session.check();
    const { guess, message } = await client.mapping.look({ path: resolve(command.path) });
    terminal.out(mappingText(guess));
    if (message === null) return 0;
    session.note(line(message));
    return 1;
  });
}
