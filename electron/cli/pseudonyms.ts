import { existsSync } from 'node:fs';
import type { Pseudonym } from '../../shared/redaction.ts';
import type { Command } from './arguments.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { counted } from './text.ts';

const PAGE = 1000;

/** Lists the key to the redacted exports of a case, or what is found in it; gives the exit code: 1 where nothing is. */
export async function showPseudonyms(
  session: Session,
  command: Extract<Command, { command: 'pseudonyms' }>,
): Promise<number> {
  const { client, terminal } = session;
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  await client.case.open({ path: command.case });
  const { search } = command;
  let found = 0;
  for (;;) {
    session.check();
    const page = await client.report.pseudonyms({ search, offset: found, limit: PAGE });
    for (const one of page.pseudonyms) terminal.out(line(told(one)));
    found += page.pseudonyms.length;
    if (page.pseudonyms.length < PAGE) return finished(session, page.known, found, search);
  }
}

const told = ({ kind, value, pseudonym }: Pseudonym): string =>
  `${pseudonym.padEnd(24)} ${kind.padEnd(8)} ${value}`;

function finished(session: Session, known: number, found: number, search: string): number {
  if (known === 0) session.note(line('No export of this case was redacted: it has no pseudonyms.'));
  else session.note(line(`${counted(found, 'pseudonym')} of ${known}`));
  return found === 0 && search !== '' ? 1 : 0;
}
