import { createWriteStream, existsSync, realpathSync } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Command } from './arguments.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { counted } from './text.ts';

type Export = Extract<Command, { command: 'export' }>;

/** Writes every event of the case as a line of JSON, or its rejects; gives the exit code. */
export async function exportCase(session: Session, command: Export): Promise<number> {
  const { client, engine } = session;
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  refuseOverwriting('events', command.events, command.case);
  refuseOverwriting('rejects', command.rejects, command.case);
  const info = await client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  if (command.zip_passwords.length > 0) await client.evidence.unlock({ passwords: command.zip_passwords });
  if (command.events !== null) {
    const path = command.events;
    const written = await toFile(session, path, (write) =>
      engine.exportEvents(command.redact, (text) => write(`${text}\n`)),
    );
    session.note(line(`${counted(written, 'event')} written to ${path}`));
  }
  return command.rejects === null ? 0 : await exportRejects(session, command.rejects, command.redact);
}

export function refuseOverwriting(what: string, path: string | null, casePath: string): void {
  if (path !== null && existsSync(path) && realpathSync(path) === realpathSync(casePath))
    throw new Error(`the ${what} would overwrite the case: ${casePath}`);
}

/** 1 where the text of some could not be read again. */
async function exportRejects(session: Session, path: string, redact: Export['redact']): Promise<number> {
  const format = path.toLowerCase().endsWith('.csv') ? 'csv' : 'ndjson';
  const { rejects, problems } = await toFile(session, path, (write) =>
    session.engine.exportRejects(format, redact, write),
  );
  for (const problem of problems) session.terminal.err(line(problem));
  session.note(line(`${counted(rejects, 'reject')} written to ${path}`));
  return problems.length > 0 ? 1 : 0;
}

/** Opens the file, or standard output for `-`, while `work` writes to it. */
export async function toFile<T>(
  session: Session,
  path: string,
  work: (write: (piece: string | Uint8Array) => Promise<void>) => Promise<T>,
): Promise<T> {
  const toScreen = path === '-';
  const stream = toScreen ? process.stdout : createWriteStream(path);
  const failed = new Promise<never>((_resolve, reject) => stream.once('error', reject));
  failed.catch(() => undefined);
  const result = await work(async (piece) => {
    session.check();
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), failed]);
  });
  if (!toScreen) {
    stream.end();
    await finished(stream);
  }
  return result;
}
