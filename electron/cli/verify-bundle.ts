import { existsSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BundleVerification } from '../../shared/bundle.ts';
import { jsonText } from '../engine/report/escapes.ts';
import type { Command } from './arguments.ts';
import { toFile } from './export.ts';
import { withTemporaryCase, type Session } from './session.ts';
import { line } from './summary.ts';
import { counted, safe } from './text.ts';

type Verify = Extract<Command, { command: 'verify' }>;

const EXIT: Record<BundleVerification['state'], number> = { same: 0, differs: 1, damaged: 1, incomplete: 2 };

/** Checks a bundle, makes its case again in a temporary folder, and prints each difference; gives the exit code. */
export async function verifyBundle(session: Session, command: Verify): Promise<number> {
  const { client, terminal } = session;
  if (
    command.json !== null &&
    existsSync(command.json) &&
    realpathSync(command.json) === realpathSync(command.case)
  )
    throw new Error(`the result would overwrite the bundle: ${command.json}`);
  const result = await withTemporaryCase(session, (path) =>
    client.bundle.open({
      path: resolve(command.case),
      case: path,
      ...(command.evidence === null ? {} : { evidence: resolve(command.evidence) }),
      data: command.data.map((one) => resolve(one)),
      passwords: command.zip_passwords,
    }),
  );
  session.check();
  const json = `${jsonText(result, 2)}\n`;
  if (command.json === '-') terminal.out(json);
  else {
    if (command.json !== null) await toFile(session, command.json, (write) => write(json));
    terminal.out(found(result));
  }
  for (const notice of result.notices) session.note(line(notice));
  session.note(line(told(result)));
  return EXIT[result.state];
}

/** What is wrong, missing or different, each on lines of its own. */
function found({ problems, missing, differences, differences_total }: BundleVerification): string {
  const more = differences_total - differences.length;
  return [
    ...problems.map((problem) => `${safe(problem)}\n`),
    ...missing.map((one) => `missing: ${safe(one)}\n`),
    ...differences.map(
      ({ part, bundled, now }) =>
        `${safe(part)}\n  bundle: ${safe(bundled ?? 'nothing')}\n  now:    ${safe(now ?? 'nothing')}\n`,
    ),
    ...(more > 0 ? [`and ${counted(more, 'difference')} more\n`] : []),
  ].join('');
}

function told({ state, sha256, problems, missing, differences_total }: BundleVerification): string {
  const bundle = `the bundle (SHA-256 ${sha256})`;
  switch (state) {
    case 'same':
      return `${bundle} is as it was made, and a new run over its evidence gives the same report`;
    case 'differs':
      return `${bundle} is as it was made, but a new run over its evidence gives another report: ${counted(differences_total, 'difference')}`;
    case 'damaged':
      return `${bundle} is not as it was made: ${counted(problems.length, 'problem')}. Nothing was run`;
    case 'incomplete':
      return `${bundle} is as it was made, but evidence is missing: ${counted(missing.length, 'file')}. Name its folder with --evidence`;
  }
}
