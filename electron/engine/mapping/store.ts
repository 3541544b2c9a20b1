import type { SourceDefinition } from '../../../shared/definitions.ts';
import { mappingSourceId, mappingText, readMapping, type Mapping } from '../../../shared/mapping.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import { mappingSource } from './mapping-source.ts';

/** The mappings of the case, in the order in which they were saved. */
export async function savedMappings(connection: Connection): Promise<Mapping[]> {
  const rows = await connection.rows<{ mapping: string }>('SELECT mapping FROM mappings ORDER BY saved');
  return rows.map((row) => readMapping(row.mapping));
}

export async function savedMapping(connection: Connection, name: string): Promise<Mapping> {
  const found = (await savedMappings(connection)).find((mapping) => mapping.name === name);
  if (!found) throw new Error(`no mapping ${JSON.stringify(name)} in this case`);
  return found;
}

/** Adds a mapping, or puts it in the place of the one with its name. */
export async function saveMapping(connection: Connection, mapping: Mapping): Promise<void> {
  await connection.transaction(async () => {
    await connection.run(sql`DELETE FROM mappings WHERE name = ${mapping.name}`);
    await connection.run(
      sql`INSERT INTO mappings SELECT coalesce(max(saved), 0) + 1, ${mapping.name}, ${mappingText(mapping)} FROM mappings`,
    );
  });
}

/** What was read with it stays as it is. */
export async function removeMapping(connection: Connection, name: string): Promise<void> {
  await savedMapping(connection, name);
  await connection.run(sql`DELETE FROM mappings WHERE name = ${name}`);
}

/** The source that a spool of mapped records names. */
export async function mappedSource(connection: Connection, source: string): Promise<SourceDefinition | null> {
  const found = (await savedMappings(connection)).find((mapping) => mappingSourceId(mapping.name) === source);
  return found ? mappingSource(found) : null;
}
