import type { FileProblem, OwnFile } from '../../shared/own-files.ts';
import type { Connection, Database } from '../engine/db/database.ts';
import type { CaseResult } from '../engine/own-files/case-results.ts';
import { emptyCase } from '../engine/own-files/seed.ts';
import { checkHunts } from '../engine/own-hunts/check.ts';
import { runCases as runHuntCases } from '../engine/own-hunts/run-cases.ts';
import { keepHunts } from '../engine/own-hunts/store.ts';
import huntTemplate from '../engine/own-hunts/template.yaml?raw';
import { checkTrees } from '../engine/own-trees/check.ts';
import { runCases as runTreeCases } from '../engine/own-trees/run-cases.ts';
import treeTemplate from '../engine/own-trees/template.yaml?raw';
import type { OwnCommand } from './own-arguments.ts';
import { ownFiles, problemLines } from './own-files.ts';
import { line } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { counted } from './text.ts';

/** A definition of a file, and its cases. */
interface Own {
  id: string;
  run: () => Promise<CaseResult[]>;
}

interface Kind {
  word: string;
  template: string;
  check: (database: Database, files: readonly OwnFile[]) => Promise<{ own: Own[]; problems: FileProblem[] }>;
}

const KINDS: Readonly<Record<OwnCommand['command'], Kind>> = {
  hunts: {
    word: 'hunt',
    template: huntTemplate,
    check: async (database, files) => {
      const { hunts, problems } = await checkHunts(database.job, files);
      const own = hunts.map((hunt) => ({
        id: hunt.declaration.id,
        run: () => runHuntCases(database, hunt),
      }));
      return { own, problems };
    },
  },
  trees: {
    word: 'tree',
    template: treeTemplate,
    check: async (database, files) => {
      const { trees, problems } = await checkTrees(database.job, files);
      return {
        own: trees.map((one) => ({ id: one.tree.id, run: () => runTreeCases(database, one) })),
        problems,
      };
    },
  },
};

/** Writes the template, checks files of hunts or trees or runs the cases inside them; gives the exit code: 1 where something is wrong. */
export async function workOnOwn(terminal: Terminal, command: OwnCommand): Promise<number> {
  const kind = KINDS[command.command];
  if (command.what === 'template') {
    terminal.out(kind.template);
    return 0;
  }
  const files = ownFiles(command.paths);
  const hunts = command.hunts.length > 0 ? ownFiles(command.hunts) : [];
  const database = await emptyCase();
  try {
    const beside = await keepBeside(database.job, hunts);
    const { own, problems } = await kind.check(database, files);
    terminal.err(problemLines([...beside, ...problems]));
    const failed = command.what === 'test' ? await testAll(terminal, own) : 0;
    if (command.what === 'check') terminal.out(line(`${counted(own.length, kind.word)} without a mistake`));
    return beside.length + problems.length + failed > 0 ? 1 : 0;
  } finally {
    await database.close();
  }
}

/** Own hunts whose findings start a tree. */
async function keepBeside(connection: Connection, files: readonly OwnFile[]): Promise<FileProblem[]> {
  if (files.length === 0) return [];
  const { hunts, problems } = await checkHunts(connection, files);
  await keepHunts(connection, hunts);
  return problems;
}

async function testAll(terminal: Terminal, own: readonly Own[]): Promise<number> {
  let [passed, failed] = [0, 0];
  for (const { id, run } of own) {
    const results = await run();
    // What nothing was asked of has not passed.
    if (results.length === 0) results.push({ name: 'no cases', differences: ['the file has none'] });
    for (const { name, differences } of results) {
      const isPassed = differences.length === 0;
      terminal.out(line(`${isPassed ? 'passed' : 'FAILED'}  ${id}: ${name}`));
      for (const one of differences) terminal.out(line(`        ${one}`));
      if (isPassed) passed++;
      else failed++;
    }
  }
  terminal.out(line(`${passed} passed, ${failed} failed`));
  return failed;
}
