// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { redrawn } from './redrawn.ts';
import { drawingOf } from './svg-file.ts';

const SVG = `<div>
  <svg data-picture="ada@example.com, DE" viewBox="0 0 10 10"><title>ada@example.com: 3 records</title><text>ada@example.com</text></svg>
  <svg data-picture="10.0.0.1, GB" viewBox="0 0 10 10" aria-label="10.0.0.1"><text>3 records</text></svg>
</div>`;

test('H-X5 a picture is drawn anew with pseudonyms in all of its texts, labels and descriptions', async () => {
  const holder = document.createElement('div');
  holder.innerHTML = SVG;
  const asked: string[] = [];
  const drawing = await redrawn(
    (say) => drawingOf(holder, say) ?? { text: '', width: 0, height: 0 },
    (texts) => {
      asked.push(...texts.map(({ text }) => text));
      return Promise.resolve(
        texts.map(({ text }) => text.replace(/ada@exa\S*/, 'user-0001').replace('10.0.0.1', '240.0.1.1')),
      );
    },
  );
  expect(asked).toContain('ada@example.com: 3 records');
  expect(new Set(asked).size).toBe(asked.length);
  expect(drawing.text).not.toMatch(/ada|10\.0\.0\.1/);
  expect(drawing.text).toContain('240.0.1.1, GB');
  expect(drawing.text).toContain('user-0001');
  expect(drawing.text).toContain('3 records');
});
