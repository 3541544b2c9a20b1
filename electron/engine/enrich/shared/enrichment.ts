import type { DataFile } from '../../../../shared/model.ts';
import type { Connection } from '../../db/database.ts';

/** What is found out about the distinct values of one dimension table. */
export interface Enrichment {
  id: string;
  /** Fills the columns of rows that have none yet, or of all rows when the data changed; returns how many rows it filled. */
  run(
    connection: Connection,
    options: { again: boolean; signal: AbortSignal; dataFolder?: string | undefined },
  ): Promise<number>;
  /** The data it answers from: what comes with the program, what the open case has, and what lies in the host's folder. */
  dataFiles(connection: Connection | null, options: { dataFolder?: string | undefined }): Promise<DataFile[]>;
}
