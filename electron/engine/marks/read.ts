import type { Marked, MarkSubject, Note } from '../../../shared/marks.ts';
import type { Connection } from '../db/database.ts';
import { fixed, sql } from '../db/sql.ts';
import askedThings from './asked-things.sql?raw';
import { thingOf } from './subjects.ts';

/** What each of these things carries, in their order. A record also has what its copies were given. */
export async function marksOf(desk: Connection, subjects: readonly MarkSubject[]): Promise<Marked[]> {
  const found = await thingsFor(desk, subjects);
  const carried = await carriedBy(desk, [...new Set(found.flat())]);
  return found.map((things) => together(things.flatMap((thing) => carried.get(thing) ?? [])));
}

/** The things behind each subject, by their hashes; none where nothing was ever written on it. */
export async function thingsFor(desk: Connection, subjects: readonly MarkSubject[]): Promise<string[][]> {
  const { written } = await desk.row<{ written: number }>('SELECT count(*) AS written FROM marked_things');
  if (written === 0) return subjects.map(() => []);
  const asked = subjects.map((subject, at) => ({ at, ...thingOf(subject) }));
  const rows = await desk.rows<{ at: number; thing: string }>(
    fixed(askedThings, { asked: JSON.stringify(asked) }),
  );
  const things: string[][] = subjects.map(() => []);
  for (const { at, thing } of rows) things[at]?.push(thing);
  return things;
}

/** By thing; those that carry nothing are left out. */
export async function carriedBy(desk: Connection, things: readonly string[]): Promise<Map<string, Marked>> {
  const carried = new Map<string, Marked>();
  if (things.length === 0) return carried;
  const of = (thing: string): Marked => {
    const one = carried.get(thing) ?? { starred: false, tags: [], notes: [] };
    carried.set(thing, one);
    return one;
  };
  const marks = await desk.rows<{ thing: string; tag: string | null }>(
    sql`SELECT thing, tag FROM marks WHERE list_contains(${things}, thing) ORDER BY thing, tag`,
  );
  for (const { thing, tag } of marks) {
    if (tag === null) of(thing).starred = true;
    else of(thing).tags.push(tag);
  }
  const notes = await desk.rows<Note & { thing: string }>(
    sql`SELECT thing, note, body, author, written_at, changed_at FROM notes
      WHERE list_contains(${things}, thing) ORDER BY note`,
  );
  for (const { thing, ...note } of notes) of(thing).notes.push(note);
  return carried;
}

function together(parts: readonly Marked[]): Marked {
  return {
    starred: parts.some((one) => one.starred),
    tags: [...new Set(parts.flatMap((one) => one.tags))].sort(),
    notes: parts.flatMap((one) => one.notes).sort((a, b) => a.note - b.note),
  };
}

/** Every tag of the case with the number of things that carry it, those with the most first. */
export const readTags = (desk: Connection): Promise<{ tag: string; things: number }[]> =>
  desk.rows<{ tag: string; things: number }>(
    'SELECT tag, count(*) AS things FROM marks WHERE tag IS NOT NULL GROUP BY tag ORDER BY things DESC, tag',
  );
