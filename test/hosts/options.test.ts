import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from '../../electron/loopback/options.ts';

test('the loopback host knows its options', () => {
  const cases = join(homedir(), 'Interloper');
  expect(readOptions([])).toEqual({ port: 0, cases, data: join(cases, 'data'), open: true });
  expect(readOptions(['--data', 'there'])).toMatchObject({ data: resolve('there') });
  expect(readOptions(['--port', '8123', '--cases', 'here', '--no-open'])).toEqual({
    port: 8123,
    cases: resolve('here'),
    data: join(resolve('here'), 'data'),
    open: false,
  });
  expect(readOptions(['--help'])).toBe('help');
});

test('wrong options are named', () => {
  expect(readOptions(['--port', '70000'])).toBe('not a port: 70000');
  expect(readOptions(['--port', '1x'])).toBe('not a port: 1x');
  expect(readOptions(['--prot', '1'])).toMatch(/--prot/);
  expect(readOptions(['stray'])).toMatch(/stray/);
});
