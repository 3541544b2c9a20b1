import { ESLint } from 'eslint';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';

const eslint = new ESLint({ cwd: join(import.meta.dirname, '..') });

/** The rules that a text breaks when it stands in the place of a file of the project. */
async function broken(text: string, filePath: string): Promise<(string | null)[]> {
  const results = await eslint.lintText(text, { filePath });
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId));
}

const TEXT = 'shared/case-file.ts';
const VIEW = 'renderer/main.tsx';

// The first text of each project takes as long as reading its types does.
beforeAll(async () => {
  for (const filePath of [TEXT, VIEW]) await broken('', filePath);
}, 300_000);

test.each([
  ['a default export', TEXT, 'export default 1;', 'no-restricted-syntax'],
  [
    'HTML made from evidence',
    VIEW,
    "export const Row = () => <td dangerouslySetInnerHTML={{ __html: 'x' }} />;",
    'no-restricted-syntax',
  ],
  ['any', TEXT, 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
  ['a promise that nobody waits for', TEXT, 'Promise.resolve(1);', '@typescript-eslint/no-floating-promises'],
  [
    'a condition on a promise',
    TEXT,
    'if (Promise.resolve(0)) process.exit();',
    '@typescript-eslint/no-misused-promises',
  ],
  [
    'a switch that forgets a case',
    TEXT,
    "export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };",
    '@typescript-eslint/switch-exhaustiveness-check',
  ],
  ['a name that is never used', TEXT, 'const x = 1;', '@typescript-eslint/no-unused-vars'],
  [
    'a hook under a condition',
    VIEW,
    "import { useState } from 'react'; export function View({ a }: { a: boolean }) { if (a) useState(1); return null; }",
    'react-hooks/rules-of-hooks',
  ],
])('the linter refuses %s', async (_what, filePath, text, rule) => {
  expect(await broken(text, filePath)).toEqual([rule]);
});

test('and lets ordinary code pass', async () => {
  expect(await broken('export const double = (x: number): number => 2 * x;\n', TEXT)).toEqual([]);
});
