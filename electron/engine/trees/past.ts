import type { TreeDrawing } from '../../../shared/contract.ts';

type Question = TreeDrawing['questions'][number];
/** As it was kept: the first ones were drawn without queries. */
type Kept = Omit<TreeDrawing, 'questions'> & {
  questions: readonly (Omit<Question, 'query'> & {
    query?: Omit<NonNullable<Question['query']>, 'constants'> | null;
  })[];
};

const drawings = import.meta.glob<Kept>('./*/versions/*.json', { eager: true, import: 'default' });

/** A version before the present one as it was drawn; nothing where none was kept. */
export function pastDrawing(id: string, version: number): TreeDrawing | undefined {
  const kept = drawings[`./${id}/versions/${version}.json`];
  if (!kept) return undefined;
  const questions = kept.questions.map(({ query, ...question }) => ({
    ...question,
    query: query ? { ...query, constants: {} } : null,
  }));
  return { ...kept, questions };
}
