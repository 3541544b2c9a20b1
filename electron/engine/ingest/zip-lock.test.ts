import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { zip } from '../../../test/support/zip.ts';
import { LIMIT_DEFAULTS, type Limits } from '../../../shared/limits.ts';
import { walkContainers } from './containers.ts';
import { UnpackError } from './gunzip.ts';
import { openEvidence } from './open-evidence.ts';

/** Made by Info-ZIP (`zip -P`, the second from a pipe, so with a descriptor) and by zip.js: not by anything of ours. */
const MADE_ELSEWHERE = {
  crypto: {
    password: 'infected',
    data: 'UEsDBBQACQAIAOx2el3bJtXyGQAAAPAAAAAGABwAYS5qc29uVVQJAANbSAhrW0gIa3V4CwABBAAAAAAEAAAAAIEk8OueMjdSU4cw2D9U6Vih3Yk071sk3mdQSwcI2ybV8hkAAADwAAAAUEsDBAoACQAAAOx2el2GphA2EQAAAAUAAAAFABwAYi50eHRVVAkAA1tICGtbSAhrdXgLAAEEAAAAAAQAAAAADhXxu1giSl/u0IPj6GvRkWlQSwcIhqYQNhEAAAAFAAAAUEsBAh4DFAAJAAgA7HZ6Xdsm1fIZAAAA8AAAAAYAGAAAAAAAAQAAAKSBAAAAAGEuanNvblVUBQADW0gIa3V4CwABBAAAAAAEAAAAAFBLAQIeAwoACQAAAOx2el2GphA2EQAAAAUAAAAFABgAAAAAAAEAAACkgWkAAABiLnR4dFVUBQADW0gIa3V4CwABBAAAAAAEAAAAAFBLBQYAAAAAAgACAJcAAADJAAAAAAA=',
  },
  described: {
    password: 'infected',
    data: 'UEsDBC0ACQAIAOx2el3bJtXy//////////8BABQALQEAEADwAAAAAAAAABkAAAAAAAAAChwDhBZ3d/xeoS4cWUiDofqJo0u6NpktqVBLBwjbJtXyGQAAAAAAAADwAAAAAAAAAFBLAQIeAy0ACQAIAOx2el3bJtXyGQAAAPAAAAABAAAAAAAAAAEAAACAEQAAAAAtUEsGBiwAAAAAAAAAHgMtAAAAAAAAAAAAAQAAAAAAAAABAAAAAAAAAC8AAAAAAAAAZAAAAAAAAABQSwYHAAAAAJMAAAAAAAAAAQAAAFBLBQYAAAAAAQABAC8AAABkAAAAAAA=',
  },
  aes128: {
    password: 'infected',
    data: 'UEsDBDMACQBjAPB2el0AAAAAAAAAAAAAAAAGAAsAYS5qc29uAZkHAAIAQUUBCABjXd4NvK94DRB8/INSyqG0fE7Qls7Ozf1zA6yAtXKvFKJQSwcIAAAAACEAAADwAAAAUEsDBDMACQBjAPB2el0AAAAAAAAAAAAAAAAFAAsAYi50eHQBmQcAAgBBRQEIABykqHiksOfP8tf/EpZ/UqswcqAEQb/Rc6WjQVBLBwgAAAAAGwAAAAUAAABQSwECAAMzAAkAYwDwdnpdAAAAACEAAADwAAAABgALAAAAAAAAAAAApIEAAAAAYS5qc29uAZkHAAIAQUUBCABQSwECAAMzAAkAYwDwdnpdAAAAABsAAAAFAAAABQALAAAAAAAAAAAApIFgAAAAYi50eHQBmQcAAgBBRQEIAFBLBQYAAAAAAgACAH0AAAC5AAAAAAA=',
  },
  aes192: {
    password: 'infected',
    data: 'UEsDBDMACQBjAPB2el0AAAAAAAAAAAAAAAAGAAsAYS5qc29uAZkHAAIAQUUCCABWUGKpMITzd5owrVugRXVb4bKm/GsoYvOKst/0AtametQd+UxUUEsHCAAAAAAlAAAA8AAAAFBLAwQzAAkAYwDwdnpdAAAAAAAAAAAAAAAABQALAGIudHh0AZkHAAIAQUUCCAA3s+FRooWbELwjTfO+nt/V9+U3gLKT+Nzbtk4vf5aMUEsHCAAAAAAfAAAABQAAAFBLAQIAAzMACQBjAPB2el0AAAAAJQAAAPAAAAAGAAsAAAAAAAAAAACkgQAAAABhLmpzb24BmQcAAgBBRQIIAFBLAQIAAzMACQBjAPB2el0AAAAAHwAAAAUAAAAFAAsAAAAAAAAAAACkgWQAAABiLnR4dAGZBwACAEFFAggAUEsFBgAAAAACAAIAfQAAAMEAAAAAAA==',
  },
  aes256: {
    password: 'pässwörd',
    data: 'UEsDBDMACQBjAPB2el0AAAAAAAAAAAAAAAAGAAsAYS5qc29uAZkHAAIAQUUDAACHRXrRG+T9PkpWMxPZJcjK95yQkVNTXktYK7sEPeq7xEE+aO9Gt5UVEPV9I79Ft2Z9xrYCvnzNJFeiPTjeVdbD5a6NOcKxrFwofq868yorJX0qP3wp4AUL2O4VT/StA4oM3yfNOZEufPNYgcH05vdo31etlT0a/jxQiEKaWehImW8X1TfaYb/KcobB8Mvi7NOShLg7yYG9MIRT5fdLd0im1/JgJje3TtKIz81PjGZjDUJjNMnXwUih9qnK7NjPpLq7Qtcqb18veOJBbLm73AZ554BRP1HHYMPJ0SOytChb9s243pbsdVD1ogAq+oDc5yfW4pjqV9OQ2ZPpGzX/dowk0jcM2cDnL4j/P2XcUEsHCAAAAAAMAQAA8AAAAFBLAwQzAAkAYwDwdnpdAAAAAAAAAAAAAAAABQALAGIudHh0AZkHAAIAQUUDAAAa7aB9OxXcg82J4lEVYEjiQwtSERVc46K3WfUrVw5Aa9dQSwcIAAAAACEAAAAFAAAAUEsBAgADMwAJAGMA8HZ6XQAAAAAMAQAA8AAAAAYACwAAAAAAAAAAAKSBAAAAAGEuanNvbgGZBwACAEFFAwAAUEsBAgADMwAJAGMA8HZ6XQAAAAAhAAAABQAAAAUACwAAAAAAAAAAAKSBSwEAAGIudHh0AZkHAAIAQUUDAABQSwUGAAAAAAIAAgB9AAAAqgEAAAAA',
  },
};

const folder = mkdtempSync(join(tmpdir(), 'interloper-locked-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function walk(
  data: Buffer,
  passwords: readonly string[],
  some: Partial<Limits> = {},
  ratioFrom?: number,
) {
  const path = join(folder, 'file');
  writeFileSync(path, data);
  const file = openEvidence(path);
  const members: { name: string | null; packed: string | null; locked: boolean; text: string }[] = [];
  const { remarks } = await walkContainers({
    path,
    chunks: file.chunks,
    temporaryPath: () => join(folder, 'inner'),
    limits: { ...LIMIT_DEFAULTS, ...some },
    passwords,
    ...(ratioFrom === undefined ? {} : { ratioFrom }),
    packedBytes: () => file.digest().bytes,
    visit: async ({ name, compression, problem, locked, chunks }) => {
      let text = problem ?? '';
      try {
        for await (const chunk of chunks) text += chunk.toString();
      } catch (cause) {
        if (!(cause instanceof UnpackError)) throw cause;
        text += `<${cause.message}>`;
      }
      members.push({ name, packed: compression, locked, text });
    },
  });
  return { members, remarks };
}

const lines = '{"a":1}\n'.repeat(30);
const METHODS = ['zipcrypto', 'aes-128', 'aes-192', 'aes-256'] as const;

test('opens what other programs encrypted: PKWARE and AES of 128, 192 and 256 bits', async () => {
  for (const [name, { password, data }] of Object.entries(MADE_ELSEWHERE)) {
    const { members } = await walk(Buffer.from(data, 'base64'), ['another', password]);
    expect(members[0]?.text, name).toBe(lines);
    expect(members[0]?.packed, name).toMatch(/^(zipcrypto|aes-(128|192|256))$/);
    if (name !== 'described') expect(members[1]?.text, name).toBe('hello');
  }
});

test('says which entry needs a password, and which password does not open it', async () => {
  for (const { data } of Object.values(MADE_ELSEWHERE)) {
    const none = await walk(Buffer.from(data, 'base64'), []);
    expect(none.members[0]?.locked).toBe(true);
    expect(none.members[0]?.text).toMatch(/^encrypted \((zipcrypto|aes-\d+)\), and its password is needed$/);
    const wrong = await walk(Buffer.from(data, 'base64'), ['wrong', 'no']);
    expect(wrong.members.every((one) => one.locked)).toBe(true);
    expect(wrong.members[0]?.text).toMatch(/, and the password given does not open it$/);
  }
});

test('no wrong password passes, though one in 256 meets the check byte', async () => {
  const guesses = Array.from({ length: 1200 }, (_none, n) => `guess ${n}`);
  for (const deflate of [true, false]) {
    const data = zip([
      { name: 'a.json', data: Buffer.from(lines), deflate, lock: { method: 'zipcrypto', password: 'right' } },
    ]);
    expect((await walk(data, guesses)).members[0]?.locked).toBe(true);
    expect((await walk(data, [...guesses, 'right'])).members[0]?.text).toBe(lines);
  }
});

test('entries with passwords of their own, plain ones and a zip in a zip', async () => {
  const data = Buffer.from(lines);
  const inner = zip([
    { name: 'deep.json', data, deflate: true, lock: { method: 'aes-256', password: 'two' } },
  ]);
  const all = zip([
    ...METHODS.map((method) => ({ name: method, data, deflate: true, lock: { method, password: 'one' } })),
    { name: 'inner.zip', data: inner, lock: { method: 'zipcrypto', password: 'two' } },
    { name: 'plain.json', data },
  ]);
  const { members } = await walk(all, ['two', 'one']);
  expect(members.map(({ name, text }) => [name, text === lines])).toEqual([
    ...METHODS.map((method) => [method, true]),
    ['inner.zip!deep.json', true],
    ['plain.json', true],
  ]);
});

test('damage under encryption is said: a wrong authentication code, a wrong checksum, a cut', async () => {
  const data = Buffer.from(
    Array.from({ length: 4000 }, (_none, n) => `{"n":${(n * 7919) % 10007}}\n`).join(''),
  );
  for (const method of METHODS) {
    const whole = zip([{ name: 'a', data, deflate: true, lock: { method, password: 'p' } }]);
    const flipped = Buffer.from(whole);
    const at = whole.length - 200;
    flipped[at] = (flipped[at] as number) ^ 0x10;
    const { members } = await walk(flipped, ['p']);
    expect(members[0]?.locked, method).toBe(false);
    expect(members[0]?.text, method).toMatch(/<zip: .*>$/);
    expect(members[0]?.text.startsWith(data.toString().slice(0, 1000)), method).toBe(true);
  }
  const stored = zip([{ name: 'a', data, lock: { method: 'aes-256', password: 'p' } }]);
  stored[500] = (stored[500] as number) ^ 1;
  expect((await walk(stored, ['p'])).members[0]?.text).toMatch(/<zip: incorrect authentication code/);
});

test('limits hold for what was decrypted', async () => {
  const data = Buffer.alloc(3_000_000, 'x');
  for (const method of METHODS) {
    const bomb = zip([{ name: 'a', data, deflate: true, lock: { method, password: 'p' } }]);
    const ratio = await walk(bomb, ['p'], { ratio: 50 }, 100_000);
    expect(ratio.members[0]?.text).toMatch(/<unpacks to more than 50 times its size/);
    const size = await walk(bomb, ['p'], { bytes: 1_000_000 });
    expect(size.members[0]?.text).toMatch(/<unpacks to more than 1000000 bytes/);
  }
});

test('ways of encrypting that are not opened are named', async () => {
  const data = zip([{ name: 'a', data: Buffer.from(lines), flags: 0x841 }]);
  expect((await walk(data, ['p'])).remarks).toEqual(['zip: strong encryption is not supported']);
});
