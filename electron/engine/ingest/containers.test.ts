import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, expect, test } from 'vitest';
import { zip } from '../../../test/support/zip.ts';
import { LIMIT_DEFAULTS, type Limits } from '../../../shared/limits.ts';
import { walkContainers } from './containers.ts';
import { UnpackError } from './gunzip.ts';
import { openEvidence } from './open-evidence.ts';

const folder = mkdtempSync(join(tmpdir(), 'interloper-containers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PACKED = {
  bzip2:
    'QlpoOTFBWSZTWQCoj3EAAIrfgAAQEAd+0Cyj3xA+t9/6MACqYanpSYJ5RtJpo00DRoGmATQiaCaBoJgAE0yaMBNMImpiAh6GgTJowAADUztxqoWGx2yKr93EDgXGZPARkqGaIiIo3PyAbCoTzsqn8TFA02CgnoATpI4ZR2UGAQKwkyBQQgCA2epEn1QURMe6uIXX0YR3K4e2qkM4u0eNbTA+1tkGBJtCzuvqvyCoZgLm2LComxU9YWT4O4DEzEIrSAJdAzxXWInwPwlQ5VJEFFJEZdHqhoQMJAQu6AgBgIx5EqYRKrE4fxdyRThQkACoj3E=',
  xz: '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AEYAMhdAD2IiKejlK+N3xqX/HogZR1pYmCN0GA4mmb/f63XD6NoesPAY7ZFDZh7fIzStfTHI2lS2XVyQtjJc4A7XdwiGexehiDoQsqMrKnjFWsGVqiQ3qkkZj4oGdWJqk3j4feSRn33Gc3uhEVsJg6I1hs+FWJ7NUPyETxIz57dy+/eTsRx7fxepORfqfbISjCRbPz4JGB2Z6SmOuNyMxO9Sa95viaR4HkdZwHT0RHX+mS/OKJYratzL1EDHluoxxX9T6QT73pAorwpE9AAACzya4yThg6TAAHkAZkCAAC53iywscRn+wIAAAAABFla',
  zstd: 'KLUv/WQZAE0GAHLLJiMwTawDREXBviCLJ0sTI0Y4GaPZS2+qGlRXC7hDERxYGHSMAwCPN40WRMbj6Clt724AKe7echdvYCWtLbYS5p0M8xYgP72pZl3F0GIZONKn97ISEQq9B86zLI5UPhXq6Ep4mdDTcAjHmNKYEmAqAGFIVNLju8RGHU2Yyw4ID959GY2+w73RseUycC5DTydgq91dPpHnPrTcib0jEABgM4QMMSOSs/o8fbTjCfGdbAQXskUUra6CNioxXVM4Ajt4OM4wjGQKChctNQg=',
};

async function tar(
  entries: readonly {
    name: string;
    data?: Buffer;
    type?: 'symlink' | 'file' | 'directory' | 'character-device';
  }[],
) {
  const packer = pack();
  for (const { name, data, type = 'file' } of entries)
    packer.entry(
      { name, type, ...(type === 'symlink' ? { linkname: '/etc/passwd' } : {}) },
      data?.toString() ?? '',
    );
  packer.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of packer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function walk(data: Buffer, some: Partial<Limits> = {}, ratioFrom?: number) {
  const path = join(folder, 'file');
  writeFileSync(path, data);
  const file = openEvidence(path);
  const members: [number, string | null, string | null, string][] = [];
  const { archive, remarks } = await walkContainers({
    path,
    chunks: file.chunks,
    temporaryPath: () => join(folder, 'inner'),
    limits: { ...LIMIT_DEFAULTS, ...some },
    ...(ratioFrom === undefined ? {} : { ratioFrom }),
    packedBytes: () => file.digest().bytes,
    visit: async (member) => {
      let text = '';
      try {
        for await (const chunk of member.chunks) text += chunk.toString();
      } catch (cause) {
        if (!(cause instanceof UnpackError)) throw cause;
        text += `<${cause.message}>`;
      }
      members.push([member.ordinal, member.name, member.compression, member.problem ?? text]);
    },
  });
  expect(file.digest().bytes).toBe(data.length);
  return { archive, remarks, members };
}

const a = Buffer.from('{"a":1}\n');
const b = Buffer.from('{"b":2}\n');

test('every compression gives the same text', async () => {
  for (const kind of ['bzip2', 'xz', 'zstd'] as const) {
    const { members } = await walk(Buffer.from(PACKED[kind], 'base64'));
    expect(members[0]?.slice(0, 3)).toEqual([0, null, kind]);
    expect((JSON.parse(members[0]?.[3] ?? '') as { eventID: string }).eventID).toBe('e1');
    const cut = await walk(Buffer.from(PACKED[kind], 'base64').subarray(0, 150));
    expect(cut.members[0]?.[3], kind).toMatch(/<(bzip2|xz|zstd): /);
  }
});

test('archives in archives are walked in order, and members are named by where they stand', async () => {
  const inner = zip([
    { name: 'x/b.json', data: b, deflate: true },
    { name: 'x/', data: Buffer.alloc(0) },
  ]);
  const outer = await tar([
    { name: 'a.json.gz', data: a },
    { name: 'dir', type: 'directory' },
  ]);
  const data = zip([
    { name: 'first.json', data: a },
    { name: 'inner.zip', data: inner },
    { name: 'more.tar.gz', data: gzipSync(outer), deflate: true },
    { name: 'a.json.gz', data: gzipSync(a) },
  ]);
  expect(await walk(data)).toEqual({
    archive: 'zip',
    remarks: [],
    members: [
      [1, 'first.json', null, a.toString()],
      [2, 'inner.zip!x/b.json', null, b.toString()],
      [3, 'more.tar.gz!a.json.gz', null, a.toString()],
      [4, 'a.json.gz', 'gzip', a.toString()],
    ],
  });
});

test('hostile names, links, devices and encryption harm nothing and are noted', async () => {
  const zipped = await walk(
    zip([
      { name: '../../etc/cron.d/x', data: a },
      { name: '/abs.json', data: a },
      { name: 'C:\\x.json', data: a },
      { name: 'link', data: Buffer.from('/etc/passwd'), mode: 0o120777 },
      { name: 'secret.json', data: a, flags: 0x801 },
      { name: 'good.json', data: b },
    ]),
  );
  expect(zipped.members.map((member) => member[3])).toEqual([
    a.toString(),
    a.toString(),
    a.toString(),
    'a symbolic link in the archive, not followed',
    'encrypted (zipcrypto), and its password is needed',
    b.toString(),
  ]);
  expect(zipped.remarks.length).toBe(3);
  const tarred = await walk(
    await tar([
      { name: '../../up.json', data: a },
      { name: 'link', type: 'symlink' },
      { name: 'device', type: 'character-device' },
      { name: 'good.json', data: b },
    ]),
  );
  expect(tarred.members.map((member) => member[3])).toEqual([
    a.toString(),
    'a symlink in the archive, not followed',
    'a character-device in the archive, not followed',
    b.toString(),
  ]);
});

test('a broken archive gives what it still holds, and says what it is', async () => {
  const good = zip([
    { name: 'a.json', data: a },
    { name: 'b.json', data: b, deflate: true },
  ]);
  expect((await walk(good.subarray(0, -10))).remarks[0]).toMatch(/^zip: /);
  const wrong = Buffer.from(good);
  wrong[wrong.indexOf('{"a":1}')] = 0x5b;
  const checked = await walk(wrong);
  expect(checked.members.map((member) => member[3])).toEqual([
    '["a":1}\n<zip: incorrect data check: the content is not what was packed>',
    b.toString(),
  ]);
  const cutTar = await walk(
    (
      await tar([
        { name: 'a.json', data: a },
        { name: 'b.json', data: b },
      ])
    ).subarray(0, 1536 + 4),
  );
  expect(cutTar.members.map((member) => member[3])).toEqual([
    a.toString(),
    `${b.toString().slice(0, 4)}<tar: Unexpected end of data>`,
  ]);
  const half = gzipSync(
    await tar([
      { name: 'a.json', data: a },
      { name: 'b.json', data: Buffer.alloc(100_000, 'x') },
    ]),
  );
  const { members, remarks } = await walk(half.subarray(0, half.length - 20));
  expect(members[0]?.[3]).toBe(a.toString());
  expect(remarks.join()).toMatch(/gzip|tar/);
  const greedy = await walk(Buffer.from('28b52ffd00a8010000', 'hex'));
  expect(greedy.members[0]?.[3]).toMatch(/<zstd: asks for 2147483648 bytes of memory/);
  for (const magic of ['377abcaf271c', '526172211a0700']) {
    expect((await walk(Buffer.from(magic, 'hex'))).members[0]?.[3]).toMatch(/unpack it with 7-Zip/);
  }
});

test('bombs stop at the limit and leave what came before', async () => {
  const zeros = Buffer.alloc(20_000_000);
  const bomb = await walk(gzipSync(zeros), { ratio: 100 }, 1_000_000);
  expect(bomb.members[0]?.[3]).toMatch(/<unpacks to more than 100 times its size, the limit max-ratio/);
  const nested = await walk(
    zip([
      { name: 'a.json', data: a },
      { name: 'bomb.gz', data: gzipSync(gzipSync(zeros)) },
    ]),
    { ratio: 100 },
    1_000_000,
  );
  expect(nested.members[0]?.[3]).toBe(a.toString());
  expect(nested.members[1]?.[3]).toMatch(/<unpacks to more than/);
  let deep = a;
  for (let level = 0; level < 9; level++) deep = gzipSync(deep);
  expect((await walk(deep)).members[0]?.[3]).toMatch(
    /deeper inside other containers than the limit max-depth of 6/,
  );
  const many = await walk(zip(Array.from({ length: 5 }, (_none, index) => ({ name: `${index}`, data: a }))), {
    entries: 3,
  });
  expect(many.members.length).toBe(3);
  expect(many.remarks).toEqual(['more than 3 entries, the limit max-entries: the rest is not read']);
  const large = await walk(gzipSync(Buffer.alloc(5_000_000, 'x')), { bytes: 3_000_000 });
  expect(large.members[0]?.[3]).toMatch(/x<unpacks to more than 3000000 bytes, the limit max-bytes/);
});
