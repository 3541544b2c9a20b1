import fc from 'fast-check';
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { CASE_EXTENSION, caseFileName, withCaseExtension } from '../../shared/case-file.ts';
import { assetPath, contentType } from '../../shared/page.ts';

test('a path of the page never leads out of its folder', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '\\', '/', 'C:', '%00', 'a.js'),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const path = assetPath(`/${pieces.join('/')}`);
      if (path === null) return;
      const resolved = posix.resolve('/page', path);
      expect(resolved.startsWith('/page/')).toBe(true);
      expect(resolved).toBe(`/page/${path}`);
    }),
  );
});

test('ordinary paths are served', () => {
  expect(assetPath('/')).toBe('index.html');
  expect(assetPath('/assets/index-Bx3.js')).toBe('assets/index-Bx3.js');
  expect(assetPath('/a%20b.svg')).toBe('a b.svg');
  expect(contentType('assets/x.woff2')).toBe('font/woff2');
  expect(contentType('what')).toBe('application/octet-stream');
});

test('a case is a file that every file system takes', () => {
  const free = () => false;
  expect(caseFileName('Contoso — Müller 2024-05', free)).toBe('Contoso - Müller 2024-05.interloper');
  expect(caseFileName('a/b\\c:d*e?"<>|', free)).toBe('a-b-c-d-e.interloper');
  expect(caseFileName('', free)).toBe('case.interloper');
  expect(caseFileName('..', free)).toBe('case.interloper');
  expect(caseFileName('CON', free)).toBe('case CON.interloper');
  expect(caseFileName('x.interloper', free)).toBe('x.interloper');
  expect(caseFileName('x'.repeat(300), free)).toHaveLength(80 + CASE_EXTENSION.length);
  const taken = new Set(['x.interloper', 'x 2.interloper']);
  expect(caseFileName('x', (name) => taken.has(name))).toBe('x 3.interloper');
  expect(withCaseExtension('/c/x')).toBe('/c/x.interloper');
  expect(withCaseExtension('/c/x.Interloper')).toBe('/c/x.Interloper');
});
