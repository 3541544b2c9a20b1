import { open } from 'node:fs/promises';
import { readFile } from 'node:fs/promises';
import type { Source } from './sources.ts';

const METADATA = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
/** The metadata of an MMDB file stand in its last 128 KB. */
const END_BYTES = 128 * 1024;
const CSV_LINE = /^[\da-f.:]+,[\da-f.:]+,\d+,.*\r?$/i;

/** Throws where a fetched file is not whole or not of its form: an error page, or what a proxy made of it. */
export async function checkFile(path: string, { name, format }: Source): Promise<void> {
  if (format === 'json') return checkJson(await readFile(path, 'utf8'), name);
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const start = Buffer.alloc(Math.min(size, 4096));
    await file.read(start, 0, start.length, 0);
    const end = Buffer.alloc(Math.min(size, END_BYTES));
    await file.read(end, 0, end.length, size - end.length);
    if (format === 'mmdb' && end.lastIndexOf(METADATA) < 0) throw new Error(`not a whole MMDB file: ${name}`);
    if (format === 'csv') checkCsv(start.toString('utf8'), end.toString('utf8'), name);
  } finally {
    await file.close();
  }
}

function checkJson(text: string, name: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`not whole JSON: ${name}: ${(cause as Error).message}`, { cause });
  }
  const lists = ['prefixes', 'values'].map((key) => (value as Record<string, unknown> | null)?.[key]);
  if (!lists.some((list) => Array.isArray(list) && list.length > 0))
    throw new Error(`no address ranges in it: ${name}`);
}

function checkCsv(start: string, end: string, name: string): void {
  const first = start.split('\n')[0] ?? '';
  if (!CSV_LINE.test(first)) throw new Error(`not lines of first,last,number,organization: ${name}`);
  if (!end.endsWith('\n')) throw new Error(`its last line is not whole: ${name}`);
}
