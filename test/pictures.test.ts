import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeSettings } from '../electron/engine/bundle/write-kept.ts';
import { Database } from '../electron/engine/db/database.ts';
import { migrate } from '../electron/engine/db/schema.ts';
import { sql } from '../electron/engine/db/sql.ts';
import { createEngine } from '../electron/engine/engine.ts';
import { sizeOfPng } from '../electron/engine/pictures/png.ts';
import { keepPicture, readPictures } from '../electron/engine/pictures/store.ts';
import { PICTURE_MOST } from '../shared/pictures.ts';
import { PDF_DEFAULTS } from '../shared/pdf-report.ts';
import { HOSTILE } from './support/hostile.ts';
import { chunkOf, pngOf } from './support/png.ts';

const AT = '2024-06-01T00:00:00.000000Z';

describe('a picture that is put into the report', () => {
  const taken = pngOf();
  const bent = Buffer.from(taken);
  bent[45] = (bent[45] ?? 0) ^ 1;
  const refused: Record<string, Buffer> = {
    'no PNG file': Buffer.from('<svg onload="alert(1)"/>'),
    'ends within a chunk': taken.subarray(0, -6),
    'does not end': taken.subarray(0, -12),
    'a checksum is wrong': bent,
    'has a chunk "tEXt"': pngOf({ extra: [chunkOf('tEXt', Buffer.from('Title\0<script>'))] }),
    'has a chunk "iCCP"': pngOf({ extra: [chunkOf('iCCP', Buffer.alloc(9))] }),
    'it does not end': Buffer.concat([taken, chunkOf('IEND', Buffer.alloc(0))]),
    'not interlaced': pngOf({ form: [8, 6, 0, 0, 1] }),
    'of eight bits': pngOf({ form: [16, 6, 0, 0, 0] }),
    'not those of its size': pngOf({ pixels: Buffer.alloc(5) }),
    'cannot be unpacked': pngOf({ pixels: Buffer.alloc(20_000_000) }),
    'has no filter': pngOf({ width: 1, height: 1, pixels: Buffer.from([9, 0, 0, 0, 0]) }),
    '× 100000 pixels': pngOf({ width: 100_000, height: 100_000, pixels: Buffer.alloc(9) }),
    'more than': Buffer.concat([taken, Buffer.alloc(PICTURE_MOST.bytes)]),
  };

  test('H-X5 S-Q8 is taken where it is a plain PNG file, by its whole content', () => {
    expect(sizeOfPng(taken)).toEqual({ width: 4, height: 3 });
    expect(sizeOfPng(pngOf({ form: [8, 2, 0, 0, 0], pixels: Buffer.alloc(39) }))).toEqual({
      width: 4,
      height: 3,
    });
  });

  test.each(Object.entries(refused))('is refused where: %s', (why, file) => {
    expect(() => sizeOfPng(file)).toThrow(why);
  });
});

describe('pictures of a case', () => {
  const engine = createEngine({
    resourcesPath: resolve(import.meta.dirname, '../resources'),
    toolVersion: '0.0.0',
    clock: () => new Date('2024-06-01T00:00:00Z'),
  });
  const client = createRouterClient(engine.router);
  const folder = mkdtempSync(join(tmpdir(), 'interloper-'));
  const png = pngOf();
  const sha256 = createHash('sha256').update(png).digest('hex');
  const keep = (title: string, file = png) =>
    client.pictures.keep({ title, base64: file.toString('base64') });
  const pdf = async () => {
    const { base64 } = await client.report.pdf({ ...PDF_DEFAULTS, sections: ['notes'] });
    return Buffer.from(base64 ?? '', 'base64');
  };

  beforeAll(() => client.case.create({ path: join(folder, 'a.interloper'), examiner: 'A. Nalyst' }));
  afterAll(() => engine.close());

  test('H-X5 S-Q8 are listed, given back byte by byte, told by the reports and taken out, each with a line of the audit log', async () => {
    const without = await pdf();
    const title = `Map ${HOSTILE.terminal}`;
    const kept = await keep(title);
    expect(kept).toEqual({
      ...{ picture: 1, title, width: 4, height: 3, bytes: png.length },
      ...{ sha256, redacted: [], author: 'A. Nalyst', written_at: AT },
    });
    expect(await client.pictures.list({})).toEqual({ pictures: [kept], unreadable: [] });
    expect((await client.pictures.get({ picture: 1 })).base64).toBe(png.toString('base64'));
    const report = JSON.parse((await client.report.json({})).text ?? '') as { pictures: unknown[] };
    expect(report.pictures).toEqual([
      { title, sha256, width: 4, height: 3, redacted: [], author: null, written_at: null },
    ]);
    const [first, second] = [await pdf(), await pdf()];
    expect(first.equals(second), 'the same bytes').toBe(true);
    const images = (bytes: Buffer) => bytes.toString('latin1').match(/\/Subtype \/Image/g)?.length ?? 0;
    expect([images(without), images(first) > 0]).toEqual([0, true]);
    await client.pictures.remove({ picture: 1 });
    expect(await client.pictures.list({})).toEqual({ pictures: [], unreadable: [] });
    const { rows } = await client.case.audit({ limit: 100 });
    const acts = rows.filter((row) => /^picture/.test(String(row['action'])));
    expect(acts.map((row) => [row['action'], row['subject'], row['actor']]).sort()).toEqual([
      ['picture.kept', title, 'A. Nalyst'],
      ['picture.removed', title, 'A. Nalyst'],
    ]);
  });

  test('what is no picture is not kept, nor one more than a case takes', async () => {
    await expect(keep('text', Buffer.from('<svg/>'))).rejects.toThrow();
    await expect(keep('')).rejects.toThrow();
    for (let at = 0; at < PICTURE_MOST.kept; at += 1) await keep(`picture ${at}`);
    await expect(keep('one more')).rejects.toThrow();
    expect((await client.pictures.list({})).pictures).toHaveLength(PICTURE_MOST.kept);
  });
});

test('a case or bundle of somebody else is not believed: its files are looked through again', async () => {
  const workDirectory = mkdtempSync(join(tmpdir(), 'interloper-'));
  const database = await Database.open({ path: ':memory:', workDirectory });
  await migrate(database.job, 0);
  const by = { by: 'A. Nalyst', at: AT };
  await keepPicture(database.job, { title: 'ours', base64: pngOf().toString('base64') }, by);
  await database.job.run(sql`INSERT INTO pictures VALUES (2, 'theirs', 'PHN2Zy8+', '', 'X', ${AT})`);
  const { pictures, unreadable } = await readPictures(database.desk);
  expect(pictures.map(({ title }) => title)).toEqual(['ours']);
  expect(unreadable).toEqual([2]);
  const kept = {
    pictures: [
      { picture: 1, title: 'theirs', png: 'PHN2Zy8+', redacted: '', author: null, written_at: null },
    ],
  };
  await expect(writeSettings(database.job, kept, AT)).rejects.toThrow('not a picture that can be kept');
  await database.close();
});
