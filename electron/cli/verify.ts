import { existsSync } from 'node:fs';
import type { Command } from './arguments.ts';
import { progressView } from './progress.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { safe } from './text.ts';

type Verify = Extract<Command, { command: 'verify' }>;

/** Hashes the evidence of the case again and prints each difference; gives the exit code. */
export async function verifyCase(session: Session, command: Verify): Promise<number> {
  const { client, terminal } = session;
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
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
