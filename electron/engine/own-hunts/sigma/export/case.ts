import type { HuntDefinition } from '../../../../../shared/definitions.ts';
import type { SigmaExport, SigmaExports } from '../../../../../shared/own-hunts.ts';
import type { Connection } from '../../../db/database.ts';
import { completeValues, keptValues, type ParameterValues } from '../../../parameters.ts';
import { huntOf, huntsOf } from '../../registry.ts';
import { keptHunts } from '../../store.ts';
import { Refused } from '../asked.ts';
import { sigmaOf } from './export.ts';

/** These hunts of the case, or all, as rules of Sigma with the values that it keeps. Throws on an id that no hunt has. */
export async function sigmaOfCase(connection: Connection, only?: readonly string[]): Promise<SigmaExports> {
  const hunts = only
    ? await Promise.all(only.map((id) => huntOf(connection, id)))
    : await huntsOf(connection);
  const { listed } = await keptHunts(connection);
  const texts = new Map(listed.map(({ id, text }) => [id, text]));
  const exports: SigmaExports = { rules: [], refused: [] };
  for (const hunt of hunts) add(exports, hunt, await keptValues(connection, hunt), texts.get(hunt.id));
  return exports;
}

/** With the defaults of their parameters. */
export function sigmaOfAll(hunts: readonly HuntDefinition[]): SigmaExports {
  const exports: SigmaExports = { rules: [], refused: [] };
  for (const hunt of hunts) add(exports, hunt, {}, undefined);
  return exports;
}

function add(
  exports: SigmaExports,
  hunt: HuntDefinition,
  kept: ParameterValues,
  text: string | undefined,
): void {
  const { id, title } = hunt;
  try {
    exports.rules.push({ hunt: id, title, file: `${id}.yml`, ...exported(hunt, kept, text) });
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    exports.refused.push({ hunt: id, title, reasons: cause.message.split('\n') });
  }
}

type Exported = Pick<SigmaExport, 'text' | 'sources' | 'differences'>;

function exported(hunt: HuntDefinition, kept: ParameterValues, text: string | undefined): Exported {
  const values = completeValues(hunt, kept);
  const isAsItCame = hunt.parameters.every(({ name, value }) => isSame(values[name], value));
  // A rule that came as Sigma leaves as it came.
  if (hunt.own?.format === 'sigma' && text !== undefined && isAsItCame)
    return { text, sources: [], differences: [] };
  const { text: made, sources, differences } = sigmaOf(hunt, values);
  return { text: made, sources, differences };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
