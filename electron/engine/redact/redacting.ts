import type { Redaction } from '../../../shared/redaction.ts';
import type { Connection } from '../db/database.ts';
import { inTurn } from '../db/turns.ts';
import type { EngineState } from '../engine-state.ts';
import { wholeKey } from './key.ts';
import { Redactor } from './redactor.ts';
import { shadow, unshadow } from './shadow.ts';

/** A case in which pseudonyms stand. */
export interface Redacted {
  desk: Connection;
  redactor: Redactor;
}

/** Runs `work` on the case as an export may show it. Other redacted exports wait. */
export async function redacting<T>(
  engine: EngineState,
  chosen: readonly Redaction[],
  signal: AbortSignal | undefined,
  work: (redacted: Redacted) => Promise<T>,
): Promise<T> {
  const redactor = await redactorOf(engine, chosen, signal);
  return inTurn(engine.case.database.redacted, signal, async (connection) => {
    try {
      await shadow(connection, redactor);
      return await work({ desk: connection, redactor });
    } finally {
      await unshadow(connection);
    }
  });
}

/** Runs `work` on the case as it is, or with pseudonyms where something is chosen. */
export const readingAs = <T>(
  engine: EngineState,
  chosen: readonly Redaction[],
  signal: AbortSignal | undefined,
  work: (read: { desk: Connection; redactor: Redactor | null }) => Promise<T>,
): Promise<T> =>
  chosen.length === 0 ? work({ desk: engine.desk, redactor: null }) : redacting(engine, chosen, signal, work);

/** For what is read from the case as it is, and redacted behind that. */
export const redactorOf = async (
  engine: EngineState,
  chosen: readonly Redaction[],
  signal?: AbortSignal,
): Promise<Redactor> => new Redactor(await wholeKey(engine, signal), chosen);

/** The same where nothing may be chosen. */
export const redactorFor = async (
  engine: EngineState,
  chosen: readonly Redaction[],
  signal?: AbortSignal,
): Promise<Redactor | null> => (chosen.length === 0 ? null : redactorOf(engine, chosen, signal));
