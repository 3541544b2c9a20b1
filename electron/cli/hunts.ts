import { checkHunts } from '../engine/own-hunts/check.ts';
import type { ReadHunt } from '../engine/own-hunts/read-hunt.ts';
import { runCases } from '../engine/own-hunts/run-cases.ts';
import { emptyCase } from '../engine/own-hunts/seed.ts';
import template from '../engine/own-hunts/template.yaml?raw';
import type { Database } from '../engine/db/database.ts';
import type { HuntsCommand, SigmaCommand } from './hunts-arguments.ts';
import { huntFiles, problemLines } from './hunt-files.ts';
import { line } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { counted } from './text.ts';

/** Writes the template, checks files of hunts or runs the cases inside them; gives the exit code: 1 where something is wrong. */
export async function workOnHunts(
  terminal: Terminal,
  command: Exclude<HuntsCommand, SigmaCommand>,
): Promise<number> {
  if (command.what === 'template') {
    terminal.out(template);
    return 0;
  }
  const files = huntFiles(command.paths);
  const database = await emptyCase();
  try {
    const { hunts, problems } = await checkHunts(database.job, files);
    terminal.err(problemLines(problems));
    const failed = command.what === 'test' ? await testAll(terminal, database, hunts) : 0;
    if (command.what === 'check') terminal.out(line(`${counted(hunts.length, 'hunt')} without a mistake`));
    return problems.length > 0 || failed > 0 ? 1 : 0;
  } finally {
    await database.close();
  }
}

async function testAll(terminal: Terminal, database: Database, hunts: readonly ReadHunt[]): Promise<number> {
  let [passed, failed] = [0, 0];
  for (const hunt of hunts) {
    const results = await runCases(database, hunt);
    // A hunt that nothing was asked of has not passed.
    if (results.length === 0) results.push({ name: 'no cases', differences: ['the file has none'] });
    for (const { name, differences } of results) {
      const isPassed = differences.length === 0;
      terminal.out(line(`${isPassed ? 'passed' : 'FAILED'}  ${hunt.declaration.id}: ${name}`));
      for (const one of differences) terminal.out(line(`        ${one}`));
      if (isPassed) passed++;
      else failed++;
    }
  }
  terminal.out(line(`${passed} passed, ${failed} failed`));
  return failed;
}
