import type { MarkChange, MarkSubject, Note } from '../../../shared/marks.ts';
import type { Connection } from '../db/database.ts';
import { insertRows } from '../db/insert-rows.ts';
import { sql } from '../db/sql.ts';
import { thingsFor } from './read.ts';
import { subjectOf, thingOf, THING_COLUMNS, wordsOf, type ThingRow } from './subjects.ts';

export interface Author {
  by: string;
  at: string;
}

/** Stars and tags things, or takes that away. Throws on a record that is not in the case. Run these in a transaction. */
export async function changeMarks(
  writing: Connection,
  change: MarkChange,
  { by, at }: Author,
): Promise<void> {
  const { subjects, starred, add_tags, remove_tags } = change;
  await refuseUnknown(writing, subjects);
  const added = [...(starred === true ? [null] : []), ...new Set(add_tags)];
  // What is added anew is taken away first, also where a copy of the record carries it: nothing stands twice.
  const before = (await thingsFor(writing, subjects)).flat();
  const gone = [...new Set([...add_tags, ...remove_tags])];
  await writing.run(
    sql`DELETE FROM marks WHERE list_contains(${before}, thing) AND list_contains(${gone}, tag)`,
  );
  if (starred !== undefined)
    await writing.run(sql`DELETE FROM marks WHERE list_contains(${before}, thing) AND tag IS NULL`);
  if (added.length > 0) {
    const things = await remember(writing, subjects);
    const rows = things.flatMap((thing) => added.map((tag) => ({ thing, tag, author: by, written_at: at })));
    await insertRows(writing, 'marks', MARK_COLUMNS, rows);
  }
  await forgetBare(writing);
}

const MARK_COLUMNS = {
  thing: 'VARCHAR',
  tag: 'VARCHAR',
  author: 'VARCHAR',
  written_at: 'TIMESTAMP',
} as const;

/** Throws on a record that is not in the case. */
export async function addNote(
  writing: Connection,
  subject: MarkSubject,
  body: string,
  { by, at }: Author,
): Promise<Note> {
  await refuseUnknown(writing, [subject]);
  const [thing] = await remember(writing, [subject]);
  await writing.run(
    sql`INSERT INTO notes SELECT coalesce(max(note), 0) + 1, ${thing ?? ''}, ${body}, ${by}, ${at}, NULL FROM notes`,
  );
  return await writing.row<Note>(
    'SELECT note, body, author, written_at, changed_at FROM notes ORDER BY note DESC LIMIT 1',
  );
}

/** A note of its own on each thing; gives how many. Throws on a record that is not in the case. */
export async function addNotes(
  writing: Connection,
  subjects: readonly MarkSubject[],
  body: string,
  { by, at }: Author,
): Promise<number> {
  await refuseUnknown(writing, subjects);
  const things = await remember(writing, subjects);
  const { last } = await writing.row<{ last: number }>('SELECT coalesce(max(note), 0) AS last FROM notes');
  const rows = things.map((thing, index) => ({
    note: last + 1 + index,
    thing,
    body,
    author: by,
    written_at: at,
    changed_at: null,
  }));
  await insertRows(writing, 'notes', NOTE_COLUMNS, rows);
  return rows.length;
}

const NOTE_COLUMNS = {
  note: 'INTEGER',
  thing: 'VARCHAR',
  body: 'VARCHAR',
  author: 'VARCHAR',
  written_at: 'TIMESTAMP',
  changed_at: 'TIMESTAMP',
} as const;

/** Gives the note as it was and what it is on. Throws where there is none of this number. */
export async function changeNote(
  writing: Connection,
  note: number,
  body: string,
  at: string,
): Promise<{ before: Note; subject: MarkSubject }> {
  const found = await noteOf(writing, note);
  await writing.run(sql`UPDATE notes SET body = ${body}, changed_at = ${at} WHERE note = ${note}`);
  return found;
}

/** As `changeNote`. */
export async function removeNote(
  writing: Connection,
  note: number,
): Promise<{ before: Note; subject: MarkSubject }> {
  const found = await noteOf(writing, note);
  await writing.run(sql`DELETE FROM notes WHERE note = ${note}`);
  await forgetBare(writing);
  return found;
}

/** What is written in the audit log of these things. */
export async function wordsFor(writing: Connection, subjects: readonly MarkSubject[]): Promise<string> {
  const [first] = subjects;
  if (subjects.length !== 1 || !first) return `${subjects.length} things`;
  const files = await writing.rows<{ evidence_id: number; name: string }>(
    sql`SELECT evidence_id, coalesce(member, name) AS name FROM evidence
      WHERE list_contains(${evidenceOf(first)}, CAST(evidence_id AS VARCHAR))`,
  );
  return wordsOf(first, new Map(files.map(({ evidence_id, name }) => [evidence_id, name])));
}

function evidenceOf(subject: MarkSubject): string[] {
  if (subject.kind === 'record') return [String(subject.evidence_id)];
  return subject.kind === 'verdict' && subject.alert ? [String(subject.alert.evidence_id)] : [];
}

async function noteOf(writing: Connection, note: number): Promise<{ before: Note; subject: MarkSubject }> {
  const [row] = await writing.rows<Note & ThingRow>(
    sql`SELECT n.*, t.* EXCLUDE (thing) FROM notes n JOIN marked_things t ON t.thing = n.thing WHERE n.note = ${note}`,
  );
  if (!row) throw new Error(`no such note: ${note}`);
  const { body, author, written_at, changed_at } = row;
  return { before: { note, body, author, written_at, changed_at }, subject: subjectOf(row) };
}

async function remember(writing: Connection, subjects: readonly MarkSubject[]): Promise<string[]> {
  const rows = new Map(subjects.map(thingOf).map((row) => [row.thing, row]));
  const known = await writing.rows<{ thing: string }>(
    sql`SELECT thing FROM marked_things WHERE list_contains(${[...rows.keys()]}, thing)`,
  );
  const there = new Set(known.map(({ thing }) => thing));
  const fresh = [...rows.values()].filter(({ thing }) => !there.has(thing));
  if (fresh.length > 0) await insertRows(writing, 'marked_things', THING_COLUMNS, fresh);
  return [...rows.keys()];
}

/** Things that carry nothing any more. */
const forgetBare = (writing: Connection): Promise<void> =>
  writing.run(
    'DELETE FROM marked_things WHERE thing NOT IN (SELECT thing FROM marks UNION SELECT thing FROM notes)',
  );

async function refuseUnknown(writing: Connection, subjects: readonly MarkSubject[]): Promise<void> {
  const records = subjects.filter((one) => one.kind === 'record');
  if (records.length === 0) return;
  const lines = await writing.rows<{ evidence_id: number; records: number }>(
    sql`SELECT evidence_id, records FROM evidence
      WHERE list_contains(${records.flatMap(evidenceOf)}, CAST(evidence_id AS VARCHAR))`,
  );
  const most = new Map(lines.map((line) => [line.evidence_id, line.records]));
  for (const { evidence_id, record } of records) {
    const here = most.get(evidence_id);
    if (here === undefined) throw new Error(`no evidence ${evidence_id}`);
    if (record < 1 || record > here) throw new Error(`no record ${record} in evidence ${evidence_id}`);
  }
}
