import type { HuntDefinition } from '../../../../../shared/definitions.ts';
import type { Condition } from '../../../../../shared/rules.ts';
import { patternOf } from '../../../hunts/kinds/pattern.ts';
import { ENTITY_SOURCES } from '../../../hunts/kinds/uses.ts';
import type { ParameterValues } from '../../../parameters.ts';
import { Refused } from '../asked.ts';
import type { LogSource } from '../log-sources.ts';
import { ALWAYS, allOf, type Said } from './said.ts';
import { say, type Saying } from './say.ts';

/** Parameters that ask what only our own data tells, with what each leaves as it is. */
const OUR_OWN: readonly [name: string, isLeft: (value: unknown) => boolean][] = [
  ['ignore_networks', (value) => isEmpty(value)],
  ['ignore_clients', (value) => isEmpty(value)],
  ['ignore_known_networks', (value) => value === undefined || value === 'none'],
];
const isEmpty = (value: unknown): boolean => !Array.isArray(value) || value.length === 0;

/** Throws `Refused` where a parameter leaves out what no rule of Sigma can leave out. */
export function checkParameters(values: ParameterValues): void {
  for (const [name, isLeft] of OUR_OWN)
    if (!isLeft(values[name]))
      throw new Refused(
        `the parameter ${name}: networks and clients are told by our data, no field of a log holds them`,
      );
}

/** Which records of the log source count for the hunt, with the values of its parameters. `unnamed`: also those of nobody. */
export function countedIn(
  source: LogSource,
  hunt: HuntDefinition,
  values: ParameterValues,
  saying: Saying,
  where: readonly Condition[],
  unnamed: boolean,
): Said {
  const { column } = ENTITY_SOURCES[hunt.entity];
  const conditions = [...where, ...leftOut(source, hunt, values)];
  const named = unnamed ? ALWAYS : say({ column, exists: true }, saying);
  return allOf([...conditions.map((one) => say(one, saying)), named]);
}

function leftOut(source: LogSource, { entity }: HuntDefinition, values: ParameterValues): Condition[] {
  const { column, many } = ENTITY_SOURCES[entity];
  const only = namesOf(values[`only_${many}`]);
  const ignored = namesOf(values[`ignore_${many}`]);
  const addresses = namesOf(values.ignore_addresses);
  return [
    ...(only.length > 0 ? [{ column, like: only }] : []),
    ...(ignored.length > 0 ? [{ not: { column, like: ignored } }] : []),
    ...(addresses.length > 0 && entity !== 'address'
      ? [{ not: { column: 'source_address', like: addresses } }]
      : []),
    ...(values.successes_only === true ? [{ column: 'event_outcome', is: 'success' }] : []),
    // Sessions of roles are in no other log.
    ...(values.include_roles === false && source.datasets.includes('aws.cloudtrail')
      ? [{ not: { column: 'user_type', is: 'AssumedRole' } }]
      : []),
  ];
}

const namesOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map((name) => patternOf([String(name)])) : [];
