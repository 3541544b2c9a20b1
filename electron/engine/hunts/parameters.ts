import type { HuntDefinition, HuntParameter, ParameterValue } from '../../../shared/definitions.ts';
import type { Connection } from '../db/database.ts';
import { fixed } from '../db/sql.ts';

export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** Throws, naming hunt and parameter, on a name that is not declared, a value of another kind or one out of range. */
export function checkValues(hunt: HuntDefinition, values: ParameterValues): void {
  for (const [name, value] of Object.entries(values)) {
    const parameter = hunt.parameters.find((one) => one.name === name);
    const names = hunt.parameters.map((one) => one.name).join(', ');
    if (!parameter) throw new Error(`hunt "${hunt.id}" has no parameter "${name}", only ${names}`);
    const problem = problemOf(parameter, value);
    if (problem)
      throw new Error(`hunt "${hunt.id}", parameter "${name}": ${JSON.stringify(value)} ${problem}`);
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
export function completeValues(hunt: HuntDefinition, given: ParameterValues): Record<string, ParameterValue> {
  checkValues(hunt, given);
  return Object.fromEntries(hunt.parameters.map(({ name, value }) => [name, given[name] ?? value]));
}

/** What the case keeps for the hunt. A value that does not fit, kept by another version, is as if it were not there. */
export async function keptValues(connection: Connection, hunt: HuntDefinition): Promise<ParameterValues> {
  const rows = await connection.rows<{ name: string; value: string }>(
    fixed('SELECT name, value FROM hunt_parameters WHERE hunt = $hunt ORDER BY name', { hunt: hunt.id }),
  );
  const kept = rows.map(({ name, value }) => [name, JSON.parse(value) as ParameterValue] as const);
  return Object.fromEntries(kept.filter(([name, value]) => fits(hunt, name, value)));
}

function fits(hunt: HuntDefinition, name: string, value: ParameterValue): boolean {
  const parameter = hunt.parameters.find((one) => one.name === name);
  return parameter !== undefined && problemOf(parameter, value) === null;
}

/** Replaces what the case keeps for the hunt. Run it in a transaction. */
export async function keepValues(
  connection: Connection,
  hunt: HuntDefinition,
  values: ParameterValues,
): Promise<void> {
  await connection.run(fixed('DELETE FROM hunt_parameters WHERE hunt = $hunt', { hunt: hunt.id }));
  for (const [name, value] of Object.entries(values))
    await connection.run(
      fixed('INSERT INTO hunt_parameters VALUES ($hunt, $name, $value)', {
        hunt: hunt.id,
        name,
        value: JSON.stringify(value),
      }),
    );
}
