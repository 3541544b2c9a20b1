import { expect, test } from 'vitest';
import { checkTrees } from '../../electron/engine/own-trees/check.ts';
import { runCases } from '../../electron/engine/own-trees/run-cases.ts';
import template from '../../electron/engine/own-trees/template.yaml?raw';
import { emptyCase } from '../support/seed.ts';
test('x', async () => {
  const db = await emptyCase();
  const { trees, problems } = await checkTrees(db.job, [{ name: 't', text: template }]);
  console.log(JSON.stringify(problems, null, 1));
  for (const tree of trees) console.log(JSON.stringify(await runCases(db, tree), null, 1));
  if (trees[0]) console.log(trees[0].tree.sql.slice(0, 200));
  await db.close();
  expect(1).toBe(1);
});
