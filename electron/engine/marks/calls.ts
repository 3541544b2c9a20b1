import type { EngineState } from '../engine-state.ts';
import type { CaseFile } from '../case-file.ts';
import type { Connection } from '../db/database.ts';
import { inLine } from '../db/turns.ts';
import { invalidateMarked } from '../desk/memo.ts';
import type { Implementer } from '../implementer.ts';
import { listMarked } from './list.ts';
import { marksOf, readTags } from './read.ts';
import { addNote, addNotes, changeMarks, changeNote, removeNote, wordsFor } from './write.ts';

/** The contract's calls on stars and tags. */
export function markCalls(os: Implementer['marks'], engine: EngineState) {
  return {
    // Behind the records themselves, which are urgent.
    of: os.of.handler(({ input, signal }) =>
      inLine(engine.desk, { signal }, (desk) => marksOf(desk, input.subjects)),
    ),
    tags: os.tags.handler(() => readTags(engine.desk)),
    list: os.list.handler(async ({ input }) =>
      listMarked(engine.desk, input, await engine.readers.titles(engine.desk)),
    ),
    change: os.change.handler(({ input }) =>
      write(engine, async (writing, file) => {
        await changeMarks(writing, input, { by: file.actor, at: engine.now() });
        const { subjects, ...changed } = input;
        const words = await wordsFor(writing, subjects);
        const detail = subjects.length > 1 ? { ...changed, subjects } : changed;
        await file.audit('marks.changed', words, JSON.stringify(detail), writing);
        return null;
      }),
    ),
  };
}

/** The contract's calls on notes. What a note said before stays in the audit log. */
export function noteCalls(os: Implementer['notes'], engine: EngineState) {
  return {
    add: os.add.handler(({ input: { subject, body } }) =>
      write(engine, async (writing, file) => {
        const note = await addNote(writing, subject, body, { by: file.actor, at: engine.now() });
        const detail = JSON.stringify({ note: note.note, body });
        await file.audit('note.added', await wordsFor(writing, [subject]), detail, writing);
        return note;
      }),
    ),
    addToAll: os.addToAll.handler(({ input: { subjects, body } }) =>
      write(engine, async (writing, file) => {
        const notes = await addNotes(writing, subjects, body, { by: file.actor, at: engine.now() });
        const detail = JSON.stringify({ body, subjects });
        await file.audit('note.added', await wordsFor(writing, subjects), detail, writing);
        return { notes };
      }),
    ),
    change: os.change.handler(({ input: { note, body } }) =>
      write(engine, async (writing, file) => {
        const { before, subject } = await changeNote(writing, note, body, engine.now());
        const detail = JSON.stringify({ note, before: before.body, body });
        await file.audit('note.changed', await wordsFor(writing, [subject]), detail, writing);
        return null;
      }),
    ),
    remove: os.remove.handler(({ input: { note } }) =>
      write(engine, async (writing, file) => {
        const { before, subject } = await removeNote(writing, note);
        const detail = JSON.stringify({ note, before: before.body });
        await file.audit('note.removed', await wordsFor(writing, [subject]), detail, writing);
        return null;
      }),
    ),
  };
}

async function write<T>(
  engine: EngineState,
  work: (writing: Connection, file: CaseFile) => Promise<T>,
): Promise<T> {
  const done = await engine.writing(work);
  const { desk, asking } = engine.case.database;
  for (const connection of [desk, asking]) invalidateMarked(connection);
  return done;
}
