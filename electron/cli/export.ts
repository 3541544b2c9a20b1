import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { writingTo } from '../engine/report/sinks.ts';
import type { Command } from './arguments.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { counted } from './text.ts';

type Export = Extract<Command, { command: 'export' }>;

/** Writes every event of the case as a line of JSON, or its rejects; gives the exit code. */
export async function exportCase(session: Session, command: Export): Promise<number> {
  const { client, engine } = session;
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  const info = await client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  await mayWrite(session, command.events, command.rejects);
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

/** Throws where a file to be written is the open case or evidence of it: before the work, not after it. */
export async function mayWrite({ engine }: Session, ...paths: readonly (string | null)[]): Promise<void> {
  for (const path of paths) if (path !== null && path !== '-') await engine.refuseOwn(path);
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

/**
 * Lets `work` write to the file, or to standard output for `-`. What was there stays until the new one is whole; the open case and its
 * evidence are never overwritten.
 */
export async function toFile<T>(
  session: Session,
  path: string,
  work: (write: (piece: string | Uint8Array) => Promise<void>) => Promise<T>,
): Promise<T> {
  if (path === '-') return toScreen(session, work);
  await mayWrite(session, path);
  return writingTo(path, (write) =>
    work(async (piece) => {
      session.check();
      await write(piece);
    }),
  );
}

async function toScreen<T>(
  session: Session,
  work: (write: (piece: string | Uint8Array) => Promise<void>) => Promise<T>,
): Promise<T> {
  const failed = new Promise<never>((_resolve, reject) => process.stdout.once('error', reject));
  failed.catch(() => undefined);
  return work(async (piece) => {
    session.check();
    if (!process.stdout.write(piece)) await Promise.race([once(process.stdout, 'drain'), failed]);
  });
}
