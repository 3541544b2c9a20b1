import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { Command } from './arguments.ts';
import { progressView } from './progress.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { safe } from './text.ts';
import { verifyBundle } from './verify-bundle.ts';

type Verify = Extract<Command, { command: 'verify' }>;

/** Of a case or of a bundle; gives the exit code. */
export function verify(session: Session, command: Verify): Promise<number> {
  if (!existsSync(command.case)) throw new Error(`no such file: ${command.case}`);
  return isCase(command.case) ? verifyCase(session, command) : verifyBundle(session, command);
}

/** DuckDB's mark in the head of a file of its own. */
function isCase(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(12);
    readSync(file, head, 0, 12, 0);
    return head.subarray(8).toString('latin1') === 'DUCK';
  } finally {
    closeSync(file);
  }
}

/** Hashes the evidence of the case again and prints each difference; gives the exit code. */
async function verifyCase(session: Session, command: Verify): Promise<number> {
  const { client, terminal } = session;
  const info = await client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  await client.evidence.verify({});
  const view = progressView(terminal, command.quiet);
  let message: string | null = null;
  try {
    for await (const progress of await client.job.watch({})) {
      session.check();
      if (progress.state === 'running') view.show(progress);
      if (progress.state === 'failed') throw new Error(progress.message ?? 'the verification failed');
      message = progress.message;
    }
  } finally {
    view.end();
  }
  const { evidence } = await client.evidence.list({});
  const different = evidence.filter((one) => one.difference !== null && one.member === null);
  for (const one of different) terminal.out(`${safe(one.path)}: ${safe(one.difference ?? '')}\n`);
  if (!command.quiet && message !== null) terminal.err(line(message));
  return different.length === 0 ? 0 : 1;
}
