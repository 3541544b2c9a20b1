import type { Connection } from './database.ts';
import first from './schema/0001-case.sql?raw';

/** Each step brings a case from the version before to its own; the first makes an empty case. A step is never changed once released. */
export const SCHEMA_STEPS: readonly string[] = [first];

/** Makes or migrates the schema inside a transaction. `from` is the version found, 0 for a new file. */
export async function migrate(connection: Connection, from: number, steps = SCHEMA_STEPS): Promise<void> {
  await connection.transaction(async () => {
    for (const step of steps.slice(from)) await connection.run(step);
  });
}
