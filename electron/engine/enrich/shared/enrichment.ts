import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';

export interface EnrichmentOptions {
  again: boolean;
  signal: AbortSignal;
  /** The program's folder `resources`. */
  resourcesPath: string;
  /** The host's folder of the user's files. */
  dataFolder?: string | undefined;
}

/** What is found out about the distinct values of one dimension table. */
export interface Enrichment {
  id: string;
  /** Opens the data that come with the program, once; `run` does it otherwise. */
  open?(location: Pick<EnrichmentOptions, 'resourcesPath'>): Promise<unknown>;
  /** Fills the columns of rows that have none yet, or of all rows when the data changed; returns how many rows it filled. */
  run(connection: Connection, options: EnrichmentOptions): Promise<number>;
  /** The data it answers from: what comes with the program, what the open case has, and what lies in the host's folder. */
  dataFiles(
    connection: Connection | null,
    location: Pick<EnrichmentOptions, 'resourcesPath' | 'dataFolder'>,
  ): Promise<DataFile[]>;
}
