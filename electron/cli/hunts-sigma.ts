import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SigmaExports } from '../../shared/own-hunts.ts';
import { hunts } from '../engine/hunts/index.ts';
import { sigmaOfAll } from '../engine/own-hunts/sigma/export/case.ts';
import { toFile } from './export.ts';
import type { SigmaCommand } from './sigma-arguments.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { counted } from './text.ts';

/** Writes hunts as rules of Sigma and names those that cannot be said; gives the exit code: 1 where one that was asked for cannot. */
export async function exportSigma(session: Session, command: SigmaCommand): Promise<number> {
  const { terminal } = session;
  const exports = await exportsOf(session, command);
  await write(session, command, exports);
  for (const { hunt, reasons } of exports.refused) {
    terminal.err(line(`not exported: ${hunt}`));
    for (const reason of reasons) terminal.err(line(`        ${reason}`));
  }
  for (const { hunt, differences } of exports.rules)
    for (const difference of differences) session.note(line(`${hunt}: ${difference}`));
  return command.hunts.length > 0 && exports.refused.length > 0 ? 1 : 0;
}

async function exportsOf(session: Session, command: SigmaCommand): Promise<SigmaExports> {
  if (command.case === null) return builtIn(command.hunts);
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  const info = await session.client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  return session.client.hunts.sigma(command.hunts.length > 0 ? { hunts: command.hunts } : {});
}

function builtIn(only: readonly string[]): SigmaExports {
  const unknown = only.find((id) => !hunts.some((hunt) => hunt.id === id));
  if (unknown !== undefined) throw new Error(`no such hunt: ${JSON.stringify(unknown)}`);
  return sigmaOfAll(hunts.filter(({ id }) => only.length === 0 || only.includes(id)));
}

async function write(session: Session, { out }: SigmaCommand, { rules }: SigmaExports): Promise<void> {
  const whole = rules.map(({ text }) => text).join('---\n');
  if (out === null) return session.terminal.out(whole);
  if (/\.ya?ml$/i.test(out)) await toFile(session, out, (give) => give(whole));
  else {
    mkdirSync(out, { recursive: true });
    for (const { file, text } of rules) await toFile(session, join(out, file), (give) => give(text));
  }
  session.note(line(`${counted(rules.length, 'hunt')} written to ${out}`));
}
