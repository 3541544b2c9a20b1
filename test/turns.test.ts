import { expect, test } from 'vitest';
import type { LiveConnection } from '../electron/engine/db/database.ts';
import { inLine } from '../electron/engine/db/turns.ts';

test('calls in line run whole, an urgent one before those that wait, and what was left before it began never does', async () => {
  const connection = {} as LiveConnection;
  const seen: string[] = [];
  let free: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (free = resolve));
  const call =
    (name: string, until: Promise<void> | null = null) =>
    async () => {
      seen.push(`${name} begins`);
      await until;
      seen.push(`${name} ends`);
      return name;
    };
  const left = new AbortController();
  const calls = [
    inLine(connection, {}, call('first', held)),
    inLine(connection, {}, call('facet')),
    inLine(connection, { signal: left.signal }, call('left')),
    inLine(connection, { urgent: true }, call('page')),
    inLine(connection, {}, () => Promise.reject(new Error('broken'))),
  ];
  left.abort(new Error('left'));
  free();
  const results = await Promise.allSettled(calls);
  expect(seen).toEqual(['first', 'page', 'facet'].flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect(results.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
    'first',
    'facet',
    'Error: left',
    'page',
    'Error: broken',
  ]);
});
