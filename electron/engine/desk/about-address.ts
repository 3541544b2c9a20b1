import type { AddressAbout, LogPlace, ValueSource } from '../../../shared/contract.ts';
import type { Connection } from '../db/database.ts';
import { fixed } from '../db/sql.ts';
import { codeOfCountry } from '../enrich/address/country-names.ts';
import { openLookUp } from '../enrich/address/look-up-address.ts';
import address from './about-address.sql?raw';
import log from './address-log-places.sql?raw';
import sources from './address-sources.sql?raw';
import { memo } from './memo.ts';

type Known = Omit<AddressAbout, 'is_in_case' | 'log' | 'sources'> & { address_key: number };

/**
 * What is known of an address, by the text that stands in records or by its canonical form. One that no record came from is looked up
 * in the data as they are now.
 */
export async function aboutAddress(
  desk: Connection,
  text: string,
  location: { resourcesPath: string; dataFolder?: string | undefined },
): Promise<AddressAbout> {
  const [known] = await desk.rows<Known>(fixed(address, { text }));
  if (!known) {
    const lookUp = await memo(desk, 'address lookup', () => openLookUp(desk, location));
    return { ...lookUp(text), is_in_case: false, log: [] };
  }
  const { address_key: key, ...about } = known;
  return {
    ...about,
    is_in_case: true,
    log: await logPlaces(desk, key, about.country_iso_code),
    sources: await desk.rows<ValueSource>(fixed(sources, { key })),
  };
}

interface LogRow extends Omit<LogPlace, 'country' | 'differs'> {
  country_iso_code: string | null;
  country_name: string | null;
}

async function logPlaces(desk: Connection, key: number, ours: string | null): Promise<LogPlace[]> {
  const rows = await desk.rows<LogRow>(fixed(log, { key }));
  return rows.map(({ country_iso_code, country_name, ...row }) => {
    const code = country_iso_code ?? (country_name === null ? null : codeOfCountry(country_name));
    const differs = ours === null || code === null ? null : code !== ours;
    return { ...row, country: country_name ?? country_iso_code, differs };
  });
}
