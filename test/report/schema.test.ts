import { join } from 'node:path';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { reportSchema } from '../../shared/report.ts';

const path = join(import.meta.dirname, '../../shared/report.schema.json');

/** `npx vitest run test/report -u` writes the file again. */
test('the published schema is the one that the report is typed by', async () => {
  const text = await format(JSON.stringify(reportSchema()), { parser: 'json', printWidth: 110 });
  await expect(text).toMatchFileSnapshot(path);
});
