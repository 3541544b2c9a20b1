import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { CaseFile, type CaseSettings } from './case-file.ts';
import { givenClock } from './clock.ts';
import type { Connection, LiveConnection } from './db/database.ts';
import { inTurn } from './db/turns.ts';
import { invalidate } from './desk/memo.ts';
import type { Readers } from './desk/readers.ts';
import { huntTitles, readFindings } from './hunting.ts';
import type { Unpacking } from './ingest/containers.ts';
import { prepareHere, prepareInThread, type FromPrepare, type Preparing } from './ingest/preparing.ts';
import { verifyEvidence } from './ingest/verify-evidence.ts';
import { Job } from './job.ts';
import { importAndAnalyse, type ImportSettings } from './pipeline.ts';
import { queryOf, readVerdicts, treeTitles } from './triage.ts';

export interface EngineOptions {
  /** The folder `resources` of the program: read-only data that it carries. */
  resourcesPath: string;
  toolVersion: string;
  /** The built `prepare.js`; without it evidence is prepared in the engine's own thread. */
  prepareWorker?: URL;
  /** The only clock: tells when something was done. Without it SOURCE_DATE_EPOCH sets it, without that it is the computer's. */
  clock?: () => Date;
  log?: (line: string) => void;
  threads?: number;
  /** As DuckDB takes it: `2GB`. */
  memoryLimit?: string;
  /** A folder of files about addresses that answer before those that come with the program. It need not be there. */
  dataFolder?: string;
}

const SPOOL_BYTES = 256 * 1024 * 1024;
/** On two processors a second one only takes time from the database. */
const PREPARERS = availableParallelism() > 2 ? 2 : 1;

/** What was computed of the case and may have changed. */
function forget({ database }: CaseFile): void {
  invalidate(database.desk);
  invalidate(database.asking);
}

/** What an engine holds between calls: the open case and the one job on it. */
export class EngineState {
  private file: CaseFile | null = null;
  private job: Job | null = null;
  private jobs = 0;
  readonly readers: Readers = {
    findings: readFindings,
    verdicts: readVerdicts,
    titles: async (desk) => {
      const titles = new Map([...(await treeTitles(desk)), ...(await huntTitles(desk))]);
      return (definition) => titles.get(definition) ?? definition;
    },
    query: queryOf,
  };

  private readonly clock: (() => Date) | null;

  /** Throws where SOURCE_DATE_EPOCH is no number of seconds. */
  constructor(readonly options: EngineOptions) {
    this.clock = givenClock(options.clock, process.env['SOURCE_DATE_EPOCH']);
  }

  /** What encrypted evidence is opened with: given by the analyst, held here while the case is open, and written nowhere. */
  private passwords: string[] = [];
  private temporaries = 0;
  /** A new file of ours in the case's work folder. */
  temporaryPath = (): string => join(this.case.database.spoolDirectory, `read-${++this.temporaries}`);

  /** What reading evidence of this case needs. */
  get unpacking(): Unpacking {
    return { temporaryPath: this.temporaryPath, passwords: this.passwords };
  }

  remember(passwords: readonly string[]): void {
    this.passwords = [...new Set([...passwords, ...this.passwords])];
  }

  now = (): string => `${(this.clock?.() ?? new Date()).toISOString().slice(0, -1)}000Z`;

  /** When a report says that it was made; nothing where the time was not given, so that two runs give the same bytes. */
  get made(): Date | null {
    return this.clock?.() ?? null;
  }

  get opened(): CaseFile | null {
    return this.file;
  }

  get case(): CaseFile {
    if (!this.file) throw new Error('no case is open: make or open one first');
    return this.file;
  }

  get desk(): LiveConnection {
    return this.case.database.desk;
  }

  get settings(): CaseSettings {
    const { toolVersion, memoryLimit, threads, dataFolder } = this.options;
    return { toolVersion, now: this.now, memoryLimit, threads, dataFolder };
  }

  get running(): Job | null {
    return this.job?.current.state === 'running' ? this.job : null;
  }

  get lastJob(): Job | null {
    return this.job;
  }

  async openCase(open: () => Promise<CaseFile>): Promise<CaseFile> {
    await this.closeCase();
    this.file = await open();
    return this.file;
  }

  async closeCase(): Promise<void> {
    const { file } = this;
    this.file = null;
    this.passwords = [];
    await this.running?.cancel();
    this.job = null;
    await file?.close();
  }

  start(work: (job: Job, file: CaseFile) => Promise<void>): Job {
    if (this.running) throw new Error('a job is running: wait for it or cancel it first');
    const file = this.case;
    this.job = new Job(`job-${++this.jobs}`, async (job) => {
      try {
        await work(job, file);
      } finally {
        forget(file);
      }
    });
    return this.job;
  }

  /** Work on the case that is short, but must not meet a job. */
  async alone<T>(work: (file: CaseFile) => Promise<T>): Promise<T> {
    if (this.running) throw new Error('a job is running: wait for it or cancel it first');
    const file = this.case;
    try {
      return await work(file);
    } finally {
      forget(file);
    }
  }

  /** What an analyst writes, all or nothing; it may meet a job, whose tables it must not touch. */
  async writing<T>(work: (writing: Connection, file: CaseFile) => Promise<T>): Promise<T> {
    const file = this.case;
    return await inTurn(file.database.writing, undefined, (writing) =>
      writing.transaction(() => work(writing, file)),
    );
  }

  startImport(inputs: Parameters<typeof importAndAnalyse>[2], again: readonly number[] = []): Job {
    return this.start((job, file) =>
      importAndAnalyse(job, file, inputs, again, {
        startPreparers: this.startPreparers,
        toolVersion: this.options.toolVersion,
        resourcesPath: this.options.resourcesPath,
        now: this.now,
        unlocking: this.passwords.length > 0,
      }),
    );
  }

  startVerification(): Job {
    return this.start((job, file) => verifyEvidence(job, file, this.now));
  }

  private readonly startPreparers = (
    spoolDirectory: string,
    { mappings, limits }: ImportSettings,
    listen: (index: number, message: FromPrepare) => void,
  ): Preparing[] => {
    const { prepareWorker } = this.options;
    const settings = (index: number) => ({
      spoolDirectory,
      name: `spool-${this.jobs}-${index}`,
      spoolBytes: SPOOL_BYTES,
      mappings,
      limits,
      passwords: this.passwords,
    });
    if (!prepareWorker) return [prepareHere(settings(0), (message) => listen(0, message))];
    return Array.from({ length: PREPARERS }, (_none, index) =>
      prepareInThread(prepareWorker, settings(index), (message) => listen(index, message)),
    );
  };
}
