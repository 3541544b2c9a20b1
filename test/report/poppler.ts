import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A reader of PDFs that is not ours. `npm test` installs it on Debian as root; elsewhere the tests that need it are skipped, but never in CI. */
export const hasPoppler = isThere(spawnSync('pdftotext', ['-v']).status === 0, process.env['CI']);

/** Throws in CI, where a skipped test would look like one that passed. */
export function isThere(found: boolean, ci: string | undefined): boolean {
  if (!found && ci !== undefined && ci !== '' && ci !== 'false')
    throw new Error('no pdftotext in CI: install the package poppler-utils');
  return found;
}

if (!hasPoppler)
  console.warn(
    'No pdftotext: the tests that read a PDF back are skipped. Install the package poppler-utils.',
  );

function withFile<T>(pdf: Buffer, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-pdf-'));
  try {
    const path = join(folder, 'report.pdf');
    writeFileSync(path, pdf);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const run = (program: string, args: string[]): string =>
  execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The text of each page. */
export const pagesOf = (pdf: Buffer): string[] =>
  withFile(pdf, (path) => run('pdftotext', ['-layout', path, '-']).split('\f').slice(0, -1));

/** In the order of reading, every stretch of white space as one space. */
export const textOf = (pdf: Buffer): string =>
  withFile(pdf, (path) => run('pdftotext', ['-raw', path, '-'])).replace(/\s+/g, ' ');

/** Without any white space: what is broken over lines stands in one piece. */
export const denseTextOf = (pdf: Buffer): string => textOf(pdf).replace(/ /g, '');

export const infoOf = (pdf: Buffer, ...more: string[]): string =>
  withFile(pdf, (path) => run('pdfinfo', [...more, path]));

export const fontsOf = (pdf: Buffer): string => withFile(pdf, (path) => run('pdffonts', [path]));

/** Names of the places in the document that links may lead to. */
export const placesOf = (pdf: Buffer): string[] =>
  [...infoOf(pdf, '-dests').matchAll(/"([^"]+)"\s*$/gm)].map((match) => match[1] ?? '');

/** The file without what its streams hold. */
export const bonesOf = (pdf: Buffer): string =>
  pdf.toString('latin1').replace(/\bstream\r?\n[\s\S]*?endstream/g, '');

/** Places that links lead to. */
export const linksOf = (pdf: Buffer): string[] =>
  [...bonesOf(pdf).matchAll(/\/S \/GoTo\s*\/D \(([^)]*)\)/g)].map((match) => match[1] ?? '');
