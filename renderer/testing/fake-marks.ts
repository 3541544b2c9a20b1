import type { Marked, MarkSubject, Note } from '../../shared/marks.ts';
import type { Engine } from '../app/engine-context.ts';

const soon = <T>(value: T): Promise<T> => Promise.resolve(value);
const AT = '2024-05-20T09:00:00.000000Z';

/** Stars, tags and notes of the fake engine. */
export function fakeMarks(): Pick<Engine, 'marks' | 'notes'> {
  const things = new Map<string, Marked & { subject: MarkSubject }>();
  let last = 0;
  const of = (subject: MarkSubject) => {
    const key = JSON.stringify(subject);
    const one = things.get(key) ?? { subject, starred: false, tags: [], notes: [] };
    things.set(key, one);
    return one;
  };
  const plain = ({ starred, tags, notes }: Marked): Marked => structuredClone({ starred, tags, notes });
  const carrying = () =>
    [...things.values()].filter((one) => one.starred || one.tags.length + one.notes.length > 0);
  const owner = (note: number) =>
    [...things.values()].find((one) => one.notes.some((each) => each.note === note));
  return {
    marks: {
      of: ({ subjects }) => soon(subjects.map((subject) => plain(of(subject)))),
      change: ({ subjects, starred, add_tags, remove_tags }) => {
        for (const one of subjects.map(of)) {
          one.starred = starred ?? one.starred;
          const kept = one.tags.filter((tag) => !remove_tags?.includes(tag));
          one.tags = [...new Set([...kept, ...(add_tags ?? []).map((tag) => tag.trim())])].sort();
        }
        return soon(null);
      },
      tags: () => {
        const counts = new Map<string, number>();
        for (const tag of carrying().flatMap((one) => one.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
        return soon([...counts].map(([tag, amount]) => ({ tag, things: amount })));
      },
      list: ({ kind, which, tag }) => {
        const found = carrying()
          .filter((one) => kind === undefined || one.subject.kind === kind)
          .filter((one) => which !== 'starred' || one.starred)
          .filter((one) => which !== 'tagged' || one.tags.length > 0)
          .filter((one) => which !== 'noted' || one.notes.length > 0)
          .filter((one) => tag === undefined || one.tags.includes(tag));
        return soon({
          total: found.length,
          things: found.map((one) => ({
            ...plain(one),
            subject: one.subject,
            changed_at: AT,
            id: null,
            title: one.subject.kind === 'record' ? 'okta.json' : 'Rare session profile',
            event: null,
          })),
        });
      },
    },
    notes: {
      add: ({ subject, body }) => {
        const note: Note = { note: ++last, body, author: 'R. Tanaka', written_at: AT, changed_at: null };
        of(subject).notes.push(note);
        return soon({ ...note });
      },
      addToAll: ({ subjects, body }) => {
        for (const subject of subjects)
          of(subject).notes.push({
            note: ++last,
            body,
            author: 'R. Tanaka',
            written_at: AT,
            changed_at: null,
          });
        return soon({ notes: subjects.length });
      },
      change: ({ note, body }) => {
        const found = owner(note)?.notes.find((each) => each.note === note);
        if (!found) return Promise.reject(new Error(`no such note: ${note}`));
        Object.assign(found, { body, changed_at: AT });
        return soon(null);
      },
      remove: ({ note }) => {
        const one = owner(note);
        if (!one) return Promise.reject(new Error(`no such note: ${note}`));
        one.notes = one.notes.filter((each) => each.note !== note);
        return soon(null);
      },
    },
  };
}
