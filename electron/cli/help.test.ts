import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HELP } from './help.ts';

test('the README names every command and option that the help names', () => {
  const [, usage = ''] = /^Usage\n((?: {2}.*\n)+)/m.exec(HELP) ?? [];
  const commands = usage.replaceAll(/^ {2}/gm, '');
  expect(commands).toContain('interloper report CASE');
  expect(readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')).toContain(
    `\`\`\`\n${commands}\`\`\`\n`,
  );
});
