import type { Parameter } from '../../shared/contract.ts';
import type { HuntParameter, ParameterValue } from '../../shared/definitions.ts';
import type { Connection } from './db/database.ts';
import { fixed, sql } from './db/sql.ts';

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** A hunt or a tree: no two of them have the same id. */
export interface Parameterised {
  id: string;
  parameters: readonly HuntParameter[];
}

/** Throws, naming definition and parameter, on a name that is not declared, a value of another kind or one out of range. */
export function checkValues(one: Parameterised, values: ParameterValues): void {
  for (const [name, value] of Object.entries(values)) {
    const parameter = one.parameters.find((declared) => declared.name === name);
    const names = one.parameters.map((declared) => declared.name).join(', ');
    if (!parameter) throw new Error(`"${one.id}" has no parameter "${name}", only ${names}`);
    const problem = problemOf(parameter, value);
    if (problem) throw new Error(`"${one.id}", parameter "${name}": ${JSON.stringify(value)} ${problem}`);
  }
}

function problemOf(parameter: HuntParameter, value: ParameterValue): string | null {
  switch (parameter.kind) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'is not true or false';
    case 'text':
      return typeof value === 'string' ? null : 'is not a text';
    case 'list':
      return isTexts(value) ? null : 'is not a list of texts';
    case 'choice':
      return (parameter.choices ?? []).some((choice) => choice === value)
        ? null
        : `is none of ${(parameter.choices ?? []).join(', ')}`;
    case 'integer':
      return Number.isSafeInteger(value) ? rangeProblem(parameter, value as number) : 'is not a whole number';
    case 'number':
    case 'hours':
      return Number.isFinite(value) ? rangeProblem(parameter, value as number) : 'is not a number';
  }
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

function rangeProblem({ minimum, maximum }: HuntParameter, value: number): string | null {
  if (minimum !== undefined && value < minimum) return `is less than ${minimum}`;
  if (maximum !== undefined && value > maximum) return `is more than ${maximum}`;
  return null;
}

/** A value for each declared parameter: the given, else the default. Throws as `checkValues` does. */
export function completeValues(one: Parameterised, given: ParameterValues): Record<string, ParameterValue> {
  checkValues(one, given);
  return Object.fromEntries(one.parameters.map(({ name, value }) => [name, given[name] ?? value]));
}

/** What the case keeps for it. A value that does not fit, kept by another version, is as if it were not there. */
export const keptValues = async (connection: Connection, one: Parameterised): Promise<ParameterValues> =>
  (await keptValuesOfAll(connection, [one])).get(one.id) ?? {};

/** The same for several at once, by their ids. */
export async function keptValuesOfAll(
  connection: Connection,
  all: readonly Parameterised[],
): Promise<ReadonlyMap<string, ParameterValues>> {
  const rows = await connection.rows<{ definition: string; name: string; value: string }>(
    sql`SELECT definition, name, value FROM parameters WHERE list_contains(${all.map(({ id }) => id)}, definition)
      ORDER BY definition, name`,
  );
  const kept = rows.map((row) => ({ ...row, value: JSON.parse(row.value) as ParameterValue }));
  return new Map(
    all.map((one) => [
      one.id,
      Object.fromEntries(
        kept
          .filter(({ definition, name, value }) => definition === one.id && fits(one, name, value))
          .map(({ name, value }) => [name, value]),
      ),
    ]),
  );
}

function fits(one: Parameterised, name: string, value: ParameterValue): boolean {
  const parameter = one.parameters.find((declared) => declared.name === name);
  return parameter !== undefined && problemOf(parameter, value) === null;
}

/** Replaces what the case keeps for it. Run it in a transaction. */
export async function keepValues(
  connection: Connection,
  one: Parameterised,
  values: ParameterValues,
): Promise<void> {
  await connection.run(fixed('DELETE FROM parameters WHERE definition = $id', { id: one.id }));
  for (const [name, value] of Object.entries(values))
    await connection.run(
      fixed('INSERT INTO parameters VALUES ($id, $name, $value)', {
        id: one.id,
        name,
        value: JSON.stringify(value),
      }),
    );
}

/** What is declared, with the values that the case keeps; `shared` names those that every hunt has. */
export const parametersOf = (
  one: Parameterised,
  kept: ParameterValues,
  shared: ReadonlySet<string> = new Set(),
): Parameter[] =>
  one.parameters.map((parameter) => ({
    name: parameter.name,
    title: parameter.title,
    kind: parameter.kind,
    value: kept[parameter.name] ?? parameter.value,
    default: parameter.value,
    minimum: parameter.minimum ?? null,
    maximum: parameter.maximum ?? null,
    choices: parameter.choices ? [...parameter.choices] : null,
    help: parameter.help,
    shared: shared.has(parameter.name),
  }));
