import { expect, test } from 'vitest';
import { isThere } from './poppler.ts';

test('without a reader of PDFs tests are skipped on a desk and fail in CI', () => {
  expect([isThere(true, 'true'), isThere(false, undefined), isThere(false, 'false')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(() => isThere(false, 'true')).toThrow('no pdftotext in CI');
});
