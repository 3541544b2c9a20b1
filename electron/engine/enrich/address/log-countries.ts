import type { Connection } from '../../db/database.ts';
import { fixed } from '../../db/sql.ts';
import clear from './clear-log-countries.sql?raw';
import { codeOfCountry } from './country-names.ts';
import set from './set-log-countries.sql?raw';

/**
 * Fills `source_countries_by_log`: the countries that the log gives an address where they are not ours, in order. A log that writes a
 * name is understood where it is English; a name that is not understood says nothing.
 */
export async function compareWithLog(connection: Connection): Promise<void> {
  const rows = await connection.rows<{ name: string }>(
    `SELECT DISTINCT log_country_name AS name FROM log_places
     WHERE log_country_iso_code IS NULL AND log_country_name IS NOT NULL ORDER BY name`,
  );
  const names = rows.flatMap(({ name }) => {
    const code = codeOfCountry(name);
    return code === null ? [] : [{ name, code }];
  });
  await connection.run(fixed(clear));
  await connection.run(fixed(set, { names: JSON.stringify(names) }));
}
