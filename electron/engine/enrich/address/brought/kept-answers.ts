import type { DataFile } from '../../../../../shared/model.ts';
import type { Connection } from '../../../db/database.ts';
import { fixed } from '../../../db/sql.ts';
import read from './read-kept.sql?raw';
import type { AnswerFile, Said, SaidLabel, SaidNetwork, Spot } from './said.ts';

interface KeptRow extends Spot {
  source_ip: string;
  value: string;
  said: string | null;
  country: string | null;
  as_number: number | null;
  as_organization_name: string | null;
}

type Draft = { -readonly [value in keyof Said]: Said[value] };

/** A file that is gone, answering for the addresses that it has answered for: what the case holds of it. */
export async function keptAnswers(connection: Connection, file: DataFile): Promise<AnswerFile> {
  const rows = await connection.rows<KeptRow>(fixed(read, { id: file.id }));
  const drafts = new Map<string, Draft>();
  for (const row of rows) {
    const draft = drafts.get(row.source_ip) ?? {
      country: null,
      place: null,
      network: null,
      anonymiser: null,
      connection: null,
    };
    drafts.set(row.source_ip, draft);
    put(draft, row);
  }
  const shared = new Map<string, Said>();
  const answers = new Map<string, Said>();
  for (const [ip, draft] of drafts) {
    const text = JSON.stringify(draft);
    const said = shared.get(text) ?? draft;
    shared.set(text, said);
    answers.set(ip, said);
  }
  return {
    id: file.id,
    title: file.title,
    date: file.date,
    isWholeOf: () => false,
    find: ({ ip }) => answers.get(ip) ?? null,
  };
}

function put(draft: Draft, row: KeptRow): void {
  if (row.value === 'country') draft.country = row.country;
  else if (row.value === 'place') draft.place = spotOf(row);
  else if (row.value === 'network') draft.network = networkOf(row);
  else if (row.value === 'anonymiser' || row.value === 'connection')
    draft[row.value] = row.said === null ? null : (JSON.parse(row.said) as SaidLabel[]);
}

const spotOf = ({ region_name, city_name, latitude, longitude, accuracy_radius_km }: KeptRow): Spot => ({
  region_name,
  city_name,
  latitude,
  longitude,
  accuracy_radius_km,
});

const networkOf = ({ as_number, as_organization_name }: KeptRow): SaidNetwork | null =>
  as_number === null ? null : { as_number, as_organization_name };
