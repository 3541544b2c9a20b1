import type { Connection } from '../../db/database.ts';
import { fixed } from '../../db/sql.ts';
import { readBlock, type AddressBlock } from './address-block.ts';
import { AnswerNotes } from './answer-notes.ts';
import begin from './begin-answers.sql?raw';
import { noteFolder, openBrought } from './brought/store.ts';
import { rangeFiles, readCloudRanges } from './cloud-ranges.ts';
import { listBuiltIn } from './data-files.ts';
import type { DataLocation } from './data-folder.ts';
import end from './end-answers.sql?raw';
import { Labels } from './labels.ts';
import { compareWithLog } from './log-countries.ts';
import { publicLookup } from './look-up.ts';
import { openNetworkData } from './network-data.ts';
import { openPlaceData } from './place-data.ts';
import { Provenances } from './provenance.ts';
import read from './read-addresses.sql?raw';
import write from './write-answers.sql?raw';

export interface EnrichAddressesOptions extends DataLocation {
  /** All addresses, since the data changed; otherwise those that have no answer yet. */
  again?: boolean;
  /** The host's folder of files that answer before those that come with the program. */
  dataFolder?: string | undefined;
  /** Checked between blocks of rows; an abort throws its reason and leaves the table as it was. */
  signal?: AbortSignal;
}

/** So many rows go together: a row group of DuckDB. */
const BLOCK_ROWS = 122_880;

/**
 * Fills the columns of `addresses` from the data at hand and tells how many rows it filled. Places are approximations; what is not
 * known is null, and no row is dropped. `source_is_hosting` false means only: not on our list. It works in a transaction of its own.
 */
export async function enrichAddresses(
  connection: Connection,
  { again = false, signal, dataFolder, ...location }: EnrichAddressesOptions = {},
): Promise<number> {
  const { last } = await connection.row<{ last: number | null }>(
    'SELECT max(rowid) AS last FROM source_addresses',
  );
  if (last === null) return 0;
  const places = await openPlaceData(location);
  const networks = await openNetworkData(location);
  const ranges = await readCloudRanges(connection);
  const labels = await Labels.read(connection);
  const { listed, files } = await openBrought(connection, dataFolder);
  const asked = [...(await listBuiltIn(location)), ...listed, ...(await rangeFiles(connection))];
  const look = publicLookup({ places, networks, ranges, labels, files });
  await connection.run(begin);
  try {
    return await connection.transaction(async () => {
      await noteFolder(connection, listed);
      const provenances = await Provenances.open(connection, asked);
      const work = new Answering(connection, { last, again }, new AnswerNotes(look, provenances));
      const count = await work.run(signal);
      await compareWithLog(connection);
      return count;
    });
  } finally {
    await connection.run(end);
  }
}

/** Looks the addresses up, while DuckDB reads the next block of them, and writes in the end which answer each has. */
class Answering {
  constructor(
    private readonly connection: Connection,
    private readonly rows: { last: number; again: boolean },
    private readonly notes: AnswerNotes,
  ) {}

  async run(signal?: AbortSignal): Promise<number> {
    const { last, again } = this.rows;
    let count = 0;
    let block = await this.read(0);
    for (let start = 0; start <= last; start += BLOCK_ROWS) {
      signal?.throwIfAborted();
      const [answered, next] = await Promise.all([this.notes.answered(block), this.read(start + BLOCK_ROWS)]);
      await this.connection.append('address_answered', answered);
      await this.notes.writeDimensions(this.connection);
      count += block.keys.length;
      block = next;
    }
    signal?.throwIfAborted();
    if (again) await this.connection.run('DELETE FROM address_answers WHERE answer_key <> 0');
    await this.connection.run(write);
    return count;
  }

  private async read(start: number): Promise<AddressBlock> {
    if (start > this.rows.last) return readBlock('', []);
    const block = { ...this.rows, start, end: start + BLOCK_ROWS };
    const { lines, broken } = await this.connection.row<{ lines: string; broken: string }>(
      fixed(read, block),
    );
    const apart = (JSON.parse(broken) as [string, string][]).map(
      ([key, text]) => [Number(key), text] as const,
    );
    return readBlock(lines, apart);
  }
}
