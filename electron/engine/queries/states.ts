import {
  INPUT_COLUMNS,
  QueryColumn,
  type InputState,
  type QueryDefinition,
  type QueryInput,
  type QueryState,
} from '../../../shared/query.ts';
import type { Connection } from '../db/database.ts';
import { memo } from '../desk/memo.ts';
import { isMet } from '../needs.ts';
import { queries } from './index.ts';

/** Every query with its inputs and columns, and the log it lacks. */
export async function listQueries(desk: Connection): Promise<QueryState[]> {
  const states: QueryState[] = [];
  for (const query of queries) {
    const met = await memo(desk, `needs ${JSON.stringify(query.needs)}`, () => isMet(desk, query.needs));
    states.push(stateOf(query, met ? null : query.needs.missing));
  }
  return states;
}

const stateOf = (query: QueryDefinition, missing: string | null): QueryState => ({
  id: query.id,
  title: query.title,
  question: query.question,
  reading: query.reading,
  inputs: query.inputs.map(inputState),
  columns: query.columns.map((column) => QueryColumn.parse(column)),
  sort: query.sort,
  missing,
});

const inputState = (input: QueryInput): InputState => ({
  name: input.name,
  title: input.title,
  kind: input.kind,
  default: input.value,
  required: input.required ?? false,
  minimum: input.minimum ?? null,
  maximum: input.maximum ?? null,
  choices: input.choices ? [...input.choices] : null,
  column: columnOf(input),
  help: input.help,
});

/** The column of `events` whose values are offered for an input. */
export const columnOf = (input: QueryInput): string | null =>
  input.column ?? INPUT_COLUMNS[input.kind] ?? null;
