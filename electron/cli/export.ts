import { createWriteStream, existsSync, realpathSync } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Command } from './arguments.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { counted } from './text.ts';

type Export = Extract<Command, { command: 'export' }>;

/** Writes every event of the case as a line of JSON; gives the exit code. */
export async function exportCase(session: Session, command: Export): Promise<number> {
  const { client, engine, terminal } = session;
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  if (existsSync(command.events) && realpathSync(command.events) === realpathSync(command.case)) {
    throw new Error(`the events would overwrite the case: ${command.case}`);
  }
  const info = await client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  const toScreen = command.events === '-';
  const stream = toScreen ? process.stdout : createWriteStream(command.events);
  const failed = new Promise<never>((_resolve, reject) => stream.once('error', reject));
  failed.catch(() => undefined);
  const written = await engine.exportEvents(async (text) => {
    session.check();
    if (!stream.write(`${text}\n`)) await Promise.race([once(stream, 'drain'), failed]);
  });
  if (!toScreen) {
    stream.end();
    await finished(stream);
  }
  if (!command.quiet) terminal.err(line(`${counted(written, 'event')} written to ${command.events}`));
  return 0;
}
