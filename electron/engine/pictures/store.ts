import { createHash } from 'node:crypto';
import { PICTURE_MOST, type Picture } from '../../../shared/pictures.ts';
import { REDACTIONS, type Redaction } from '../../../shared/redaction.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { sizeOfPng } from './png.ts';

/** A picture with its file. */
export interface PictureFile extends Picture {
  png: Buffer;
}

interface PictureRow {
  picture: number;
  title: string;
  png: string;
  redacted: string;
  author: string;
  written_at: string;
}

/**
 * The pictures of the case in the order in which they were put there. A case may come from somebody else, so each file is checked
 * again: what is no picture of ours is left out, and told by `unreadable`.
 */
export async function readPictures(
  desk: Connection,
): Promise<{ pictures: PictureFile[]; unreadable: number[] }> {
  const rows = await desk.rows<PictureRow>('SELECT * FROM pictures ORDER BY picture');
  const pictures: PictureFile[] = [];
  const unreadable: number[] = [];
  for (const { png, redacted, ...row } of rows) {
    try {
      const about = { ...row, redacted: REDACTIONS.filter((one) => redacted.split(',').includes(one)) };
      pictures.push({ ...about, ...aboutFile(Buffer.from(png, 'base64')) });
    } catch {
      unreadable.push(row.picture);
    }
  }
  return { pictures, unreadable };
}

/** Those that a report may show in which pseudonyms stand, and how many it leaves out: pixels cannot be redacted afterwards. */
export async function shownPictures(
  desk: Connection,
  redacted: readonly Redaction[] = [],
): Promise<{ pictures: PictureFile[]; hidden: number }> {
  const { pictures } = await readPictures(desk);
  const shown = pictures.filter((one) => redacted.every((each) => one.redacted.includes(each)));
  return { pictures: shown, hidden: pictures.length - shown.length };
}

export function aboutFile(png: Buffer) {
  const { width, height } = sizeOfPng(png);
  const sha256 = createHash('sha256').update(png).digest('hex');
  return { width, height, bytes: png.length, sha256, png };
}

export async function readPicture(desk: Connection, picture: number): Promise<PictureFile> {
  const { pictures } = await readPictures(desk);
  const found = pictures.find((one) => one.picture === picture);
  if (!found) throw new Error(`no such picture: ${picture}`);
  return found;
}

/** Throws where it is no picture of ours, or the case has as many as it takes. Run it in a transaction of `writing`. */
export async function keepPicture(
  writing: Connection,
  { title, base64, redact = [] }: { title: string; base64: string; redact?: readonly Redaction[] },
  { by, at }: { by: string; at: string },
): Promise<Picture> {
  const { png, ...about } = aboutFile(Buffer.from(base64, 'base64'));
  const { last, kept } = await writing.row<{ last: number; kept: number }>(
    'SELECT coalesce(max(picture), 0) AS last, count(*) AS kept FROM pictures',
  );
  if (kept >= PICTURE_MOST.kept) throw new Error(`a case keeps ${PICTURE_MOST.kept} pictures at most`);
  const picture = last + 1;
  await writing.run(
    sql`INSERT INTO pictures VALUES (${picture}, ${title}, ${png.toString('base64')}, ${redact.join(',')}, ${by}, ${at})`,
  );
  return { picture, title, ...about, redacted: [...redact], author: by, written_at: at };
}

/** Gives its title. Throws where there is none of this number. */
export async function removePicture(writing: Connection, picture: number): Promise<string> {
  const [row] = await writing.rows<{ title: string }>(
    sql`SELECT title FROM pictures WHERE picture = ${picture}`,
  );
  if (!row) throw new Error(`no such picture: ${picture}`);
  await writing.run(sql`DELETE FROM pictures WHERE picture = ${picture}`);
  return row.title;
}
