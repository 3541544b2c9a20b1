import { rmSync } from 'node:fs';
import type { EvidenceInput } from '../../../shared/contract.ts';
import type { EvidenceStatus, Reject } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { insertRows } from '../db/insert-rows.ts';
import { fixed, sql } from '../db/sql.ts';
import { findFiles, type FoundFile } from './find-files.ts';
import { knownFiles, sortOut, type Fate } from './known-files.ts';
import { setCopiesApart } from './copies.ts';
import { insertRejects, type Loaded } from './load-spool.ts';
import { Loaders } from './loaders.ts';
import { MEMBERS, type PreparedFile } from './prepare.ts';
import type { FromPrepare, Preparing } from './preparing.ts';
import { filesToRenew, finishRenewals, removeRenewals, RENEWED } from './renew.ts';
import type { Spool } from './spool.ts';
import { forgetUnfinished, noteUnfinished } from './unfinished.ts';

export interface ImportProgress {
  files_total: number;
  files_done: number;
  bytes_total: number;
  bytes_done: number;
  records: number;
  events: number;
  rejects: number;
  skips: number;
  current: string | null;
}

export interface ImportOptions {
  connection: Connection;
  /** Each loads a spool at a time, beside the others. */
  loaders: readonly Connection[];
  /** Starts the preparers; each file goes to the one with the least to do. */
  start(listen: (index: number, message: FromPrepare) => void): Preparing[];
  /** Tells the database how many processors the preparers need. */
  leave?: (processors: number) => Promise<void>;
  toolVersion: string;
  now: () => string;
  /** Passwords were given: lines that are locked may open. */
  unlocking?: boolean;
  onProgress: (progress: ImportProgress) => void;
}

interface LedgerStart {
  evidence_id: number;
  path: string;
  name: string;
  member: string | null;
  status: EvidenceStatus;
  message: string | null;
  bytes: number;
  sha256?: string | null;
}

interface FileState {
  evidence_id: number;
  file: FoundFile;
  member: string | null;
  /** Cut again, exactly. */
  exact: boolean;
  prepared: PreparedFile | null;
  spooledRows: number;
  events: number;
  rejected: number;
  skipped: Record<string, number>;
  offsets: Record<string, number>;
  first: string | null;
  last: string | null;
  recut: boolean;
  broken: boolean;
}

/**
 * Imports evidence into a case: every file becomes a line of the ledger, every record an event, a reject or a declared skip.
 * Files are complete or not there: a stopped import leaves no line and no event of a file that was not finished.
 */
export class EvidenceImport {
  private readonly states = new Map<number, FileState>();
  private readonly waiting: number[] = [];
  /** Files of the content of one that is being read, by its id. */
  private readonly held = new Map<number, { state: FileState; sha256: string }[]>();
  private readonly inbox: [number, FromPrepare][] = [];
  private wake: (() => void) | null = null;
  /** Something happened that `drain` has not looked at yet. */
  private news = false;
  private preparers: Preparing[] = [];
  private readonly load: number[] = [];
  private readonly loaders: Loaders;
  /** Spools that wait for the database. */
  private spools = 0;
  private preparing = true;
  private readonly progress: ImportProgress = {
    files_total: 0,
    files_done: 0,
    bytes_total: 0,
    bytes_done: 0,
    records: 0,
    events: 0,
    rejects: 0,
    skips: 0,
    current: null,
  };
  private stopped = false;
  /** Files that were found and not read, since the case has them. */
  unread = 0;

  constructor(private readonly options: ImportOptions) {
    this.loaders = new Loaders(options.loaders, () => this.tell());
  }

  /** `again`: unrecognised or locked lines of the ledger that are to be read once more, in their place. */
  async run(inputs: readonly EvidenceInput[], again: readonly number[] = []): Promise<ImportProgress> {
    const files = await findFiles(inputs);
    const known = await knownFiles(this.options.connection, this.options.toolVersion);
    const unlocking = this.options.unlocking ?? false;
    const fates = await sortOut(files, known, { unlocking, stopped: () => this.stopped });
    this.unread = fates.filter((fate) => fate.kind === 'known').length;
    if (this.stopped) return this.progress;
    await this.enter(files, fates);
    await this.reenter(again);
    await this.renew([
      ...again,
      ...fates.flatMap((fate) => (fate.kind === 'renew' ? [fate.evidence_id] : [])),
    ]);
    this.report();
    this.preparers = this.options.start((index, message) => this.receive(index, message));
    try {
      this.preparers.forEach((_preparer, index) => {
        this.load.push(0);
        this.feed(index);
        this.feed(index);
      });
      await this.drain();
    } finally {
      await this.loaders.end();
      await Promise.all(this.preparers.map((preparer) => preparer.stop()));
      // Spools that are not loaded any more.
      for (const [, message] of this.inbox)
        if (message.kind === 'spool') rmSync(message.spool.path, { force: true });
    }
    if (!this.stopped) {
      await finishRenewals(this.options.connection);
      await this.noteDuplicates();
      await forgetUnfinished(this.options.connection, new Set(files.map((file) => file.path)));
      const copies = await setCopiesApart(this.options.connection);
      this.progress.events -= copies;
      this.progress.skips += copies;
    }
    return this.progress;
  }

  /** Ends the import at the next step; `run` then returns, and `removeUnfinished` cleans up. */
  stop(): void {
    this.stopped = true;
    this.wake?.();
  }

  /** Enters all files in the ledger as `importing`, or with why they cannot be read. */
  private async enter(files: readonly FoundFile[], fates: readonly Fate[]): Promise<void> {
    const { connection } = this.options;
    const { next } = await connection.row<{ next: number }>(
      sql`SELECT coalesce(max(evidence_id), 0) // ${MEMBERS} + 1 AS next FROM evidence`,
    );
    const idOf = (index: number) => (next + index) * MEMBERS;
    const rows = files.flatMap((file, index) => lineOf(idOf(index), file, fates[index] as Fate) ?? []);
    await this.insertLines(rows);
    files.forEach((file, index) => {
      const fate = fates[index] as Fate;
      if (fate.kind === 'renew') return;
      this.progress.files_total++;
      if (file.problem || fate.kind === 'known') return void this.progress.files_done++;
      const state = newState(idOf(index), file);
      this.states.set(state.evidence_id, state);
      this.progress.bytes_total += file.bytes;
      if (fate.kind === 'read') return void this.waiting.push(state.evidence_id);
      const first = idOf(fate.index);
      this.held.set(first, [...(this.held.get(first) ?? []), { state, sha256: fate.sha256 }]);
    });
  }

  /** Files that are read anew, with what was given to open them, in the place of their lines. */
  private async renew(lines: readonly number[]): Promise<void> {
    if (lines.length === 0) return;
    const files = await filesToRenew(this.options.connection, lines);
    const started = files.map((file) => ({ ...file, evidence_id: file.evidence_id + RENEWED }));
    await this.insertLines(
      started.map((file) => ({ ...file, member: null, status: 'importing', message: null })),
    );
    for (const { evidence_id, path, name, bytes } of started) {
      this.states.set(
        evidence_id,
        newState(evidence_id, { path, name, bytes, modified: null, problem: null }),
      );
      this.waiting.push(evidence_id);
      this.progress.files_total++;
      this.progress.bytes_total += bytes;
    }
  }

  /** The lines keep their hash, by which `removeUnfinished` tells them from new ones. */
  private async reenter(evidence: readonly number[]): Promise<void> {
    if (evidence.length === 0) return;
    const { connection } = this.options;
    const lines = await connection.rows<FoundFile & { evidence_id: number; member: string | null }>(
      sql`UPDATE evidence SET status = 'importing' WHERE status = 'unrecognised' AND list_contains(${evidence}, evidence_id)
        RETURNING evidence_id, path, name, member, coalesce(bytes, 0) AS bytes, NULL AS modified, NULL AS problem`,
    );
    for (const { evidence_id, member, ...file } of lines) {
      this.states.set(evidence_id, { ...newState(evidence_id, file), member, exact: true });
      this.waiting.push(evidence_id);
      this.progress.files_total++;
      this.progress.bytes_total += file.bytes;
    }
  }

  private async insertLines(rows: readonly LedgerStart[]): Promise<void> {
    await this.options.connection.run(
      fixed(
        `INSERT INTO evidence BY NAME SELECT unnest(from_json($rows, '[{"evidence_id":"BIGINT","path":"VARCHAR","name":"VARCHAR",
          "member":"VARCHAR","status":"VARCHAR","message":"VARCHAR","bytes":"BIGINT","sha256":"VARCHAR"}]'), recursive := true),
          $at::TIMESTAMP AS imported_at, $version AS tool_version`,
        { rows: JSON.stringify(rows), at: this.options.now(), version: this.options.toolVersion },
      ),
    );
  }

  /** Members of archives get their lines before anything else of theirs is looked at. */
  private async enterMembers(batch: readonly (readonly [number, FromPrepare])[]): Promise<void> {
    const rows: LedgerStart[] = [];
    for (const [, message] of batch) {
      if (message.kind !== 'member') continue;
      const { evidence_id, name } = message;
      const parent = this.states.get(evidence_id - (evidence_id % RENEWED)) as FileState;
      this.states.set(evidence_id, { ...newState(evidence_id, parent.file), member: name });
      this.progress.files_total++;
      const { path } = parent.file;
      rows.push({
        evidence_id,
        path,
        name: parent.file.name,
        member: name,
        status: 'importing',
        message: null,
        bytes: 0,
      });
    }
    if (rows.length > 0) await this.insertLines(rows);
  }

  private receive(index: number, message: FromPrepare): void {
    this.inbox.push([index, message]);
    if (message.kind === 'spool') this.spools++;
    // At once, not when its turn comes: a preparer must not wait for a spool to load.
    if (message.kind === 'files' && !this.stopped) this.feed(index);
    this.tell();
  }

  private tell(): void {
    this.news = true;
    this.wake?.();
  }

  private feed(index: number): void {
    const evidence_id = this.waiting.shift();
    if (evidence_id === undefined) return;
    const state = this.states.get(evidence_id) as FileState;
    this.load[index] = (this.load[index] ?? 0) + 1;
    this.progress.current = state.file.name;
    const member = evidence_id % RENEWED;
    const file = {
      evidence_id: evidence_id - member,
      path: state.file.path,
      only: state.exact ? member : null,
    };
    this.preparers[index]?.send({ kind: 'file', file });
  }

  private feedIdlest(): void {
    this.feed(Math.max(this.load.indexOf(Math.min(...this.load)), 0));
  }

  /** Handles what the preparers say until all files are done. */
  private async drain(): Promise<void> {
    let asked = false;
    while (!this.stopped) {
      this.news = false;
      const batch = this.inbox.splice(0);
      await this.enterMembers(batch);
      while (batch.length > 0) {
        if (this.stopped) return void this.inbox.unshift(...batch);
        await this.handle(...(batch.shift() as [number, FromPrepare]));
      }
      this.loaders.throwFailure();
      await this.finishFiles();
      this.report();
      if (this.states.size === 0) return;
      const idle = this.waiting.length === 0 && this.load.every((files) => files === 0);
      if (idle && !asked) this.preparers.forEach((preparer) => preparer.send({ kind: 'finish' }));
      this.preparing = !idle;
      asked = idle;
      // What is loaded last may have all processors.
      if (idle && this.spools === 0) await this.options.leave?.(Math.max(0, this.loaders.busy - 1));
      if (!this.news && !this.stopped) await new Promise<void>((resolve) => (this.wake = resolve));
      this.wake = null;
    }
  }

  private async handle(index: number, message: FromPrepare): Promise<void> {
    switch (message.kind) {
      case 'spool':
        await this.loaders.free();
        await this.loadSpool(message.spool, index);
        return;
      case 'rejects':
        await this.addRejects(message.rejects);
        return;
      case 'repairs':
        await insertRows(this.options.connection, 'repairs', REPAIR_COLUMNS, message.repairs);
        return;
      case 'read':
        this.progress.bytes_done += message.bytes;
        return;
      case 'files':
        for (const file of message.files) (this.states.get(file.evidence_id) as FileState).prepared = file;
        this.load[index] = (this.load[index] ?? 1) - 1;
        return;
      case 'member':
        return;
      case 'failed':
        throw new Error(message.message);
      case 'finished':
      case 'stopped':
    }
  }

  /** Begins to load it; what came of it is counted when it is done. */
  private async loadSpool(spool: Spool, index: number): Promise<void> {
    const rows = new Map(spool.rows);
    this.spools--;
    // Where preparing is ahead or over, the database is what takes the time.
    const preparers = this.preparing && this.spools === 0 ? this.preparers.length : 0;
    await this.options.leave?.(preparers + this.loaders.busy);
    this.loaders.load(spool, (loaded) => {
      for (const one of loaded) this.count(one, rows.get(one.evidence_id) ?? 0);
      this.preparers[index]?.send({ kind: 'loaded' });
    });
  }

  private count(loaded: Loaded, rows: number): void {
    const state = this.states.get(loaded.evidence_id) as FileState;
    state.spooledRows += rows;
    state.events += loaded.events;
    state.rejected += loaded.rejected;
    addCounts(state.skipped, loaded.skipped);
    addCounts(state.offsets, loaded.offsets);
    if (loaded.first !== null && (state.first === null || loaded.first < state.first))
      state.first = loaded.first;
    if (loaded.last !== null && (state.last === null || loaded.last > state.last)) state.last = loaded.last;
    state.recut ||= loaded.recut && !state.exact;
    state.broken ||= loaded.broken;
    this.progress.events += loaded.events;
    this.progress.rejects += loaded.rejected;
    this.progress.records += rows;
  }

  private async addRejects(rejects: Reject[]): Promise<void> {
    await insertRejects(this.options.connection, rejects);
    this.progress.rejects += rejects.length;
    this.progress.records += rejects.length;
  }

  /** Closes the ledger lines of the files whose every row is loaded; what was cut wrongly is done again. */
  private async finishFiles(): Promise<void> {
    const complete = [...this.states.values()].filter(
      (state) => state.prepared && state.spooledRows === state.prepared.spooled,
    );
    for (const state of complete)
      state.recut ||= state.broken && !state.exact && state.prepared?.guessed === true;
    const again = complete.filter((state) => state.recut);
    for (const state of again) await this.again(state);
    const done = complete.filter((state) => !state.recut && state.prepared);
    if (done.length === 0) return;
    const rows = done.map(ledgerLine);
    await this.options.connection.run(
      fixed(
        `UPDATE evidence SET status = r.status, message = r.message, sha256 = coalesce(r.sha256, evidence.sha256),
          bytes = CASE WHEN r.sha256 IS NULL AND evidence.sha256 IS NOT NULL THEN evidence.bytes ELSE r.bytes END,
          modified_at = coalesce(r.modified_at, evidence.modified_at),
          content_sha256 = coalesce(r.content_sha256, evidence.content_sha256), compression = r.compression, encoding = r.encoding,
          source = r.source, shape = r.shape, records = r.records, events = r.events, rejects = r.rejects, skips = r.skips,
          skip_reasons = r.skip_reasons, time_offsets = r.time_offsets, first_timestamp = r.first_timestamp, last_timestamp = r.last_timestamp
        FROM (SELECT unnest(from_json($rows, '[${LEDGER_STRUCTURE}]'), recursive := true)) r
        WHERE evidence.evidence_id = r.evidence_id`,
        { rows: JSON.stringify(rows) },
      ),
    );
    for (const state of done) {
      this.states.delete(state.evidence_id);
      this.progress.files_done++;
      const skips = sum(Object.values(state.prepared?.skipped ?? {}));
      this.progress.skips += skips + sum(Object.values(state.skipped));
      this.progress.records += skips;
      await this.release(state);
    }
  }

  /** What waited for a file of the same content: its duplicates, or to be read where it could not be. */
  private async release(first: FileState): Promise<void> {
    const held = this.held.get(first.evidence_id) ?? [];
    this.held.delete(first.evidence_id);
    const read = first.prepared as PreparedFile;
    for (const { state, sha256 } of held) {
      if (read.sha256 !== sha256) {
        this.waiting.push(state.evidence_id);
        this.feedIdlest();
        continue;
      }
      await this.options.connection.run(
        sql`UPDATE evidence SET status = 'duplicate', message = ${`the same content as ${first.file.name}`}, sha256 = ${sha256},
          content_sha256 = ${sha256}, modified_at = ${state.file.modified}::TIMESTAMP, source = ${read.source}, shape = ${read.shape}
          WHERE evidence_id = ${state.evidence_id}`,
      );
      this.states.delete(state.evidence_id);
      this.progress.files_done++;
      this.progress.bytes_done += state.file.bytes;
    }
  }

  private async again(state: FileState): Promise<void> {
    const { connection } = this.options;
    await removeRows(connection, [state.evidence_id]);
    this.progress.events -= state.events;
    this.progress.rejects -= state.rejected + (state.prepared?.rejected ?? 0);
    this.progress.records -= state.spooledRows + (state.prepared?.rejected ?? 0);
    this.progress.bytes_done -= state.prepared?.bytes ?? 0;
    this.states.set(state.evidence_id, {
      ...newState(state.evidence_id, state.file),
      member: state.member,
      exact: true,
    });
    this.waiting.push(state.evidence_id);
    this.feedIdlest();
  }

  /** Of files with the same content only the first counts. */
  private async noteDuplicates(): Promise<void> {
    const { connection } = this.options;
    const rows = await connection.rows<{ evidence_id: number; first: string }>(
      `SELECT evidence_id, first FROM (
        SELECT evidence_id, status, first_value(name || coalesce('!' || member, '')) OVER w AS first, row_number() OVER w AS position
        FROM evidence WHERE content_sha256 IS NOT NULL AND status IN ('loaded', 'declared')
        WINDOW w AS (PARTITION BY content_sha256 ORDER BY evidence_id))
      WHERE position > 1 ORDER BY evidence_id`,
    );
    if (rows.length === 0) return;
    await connection.transaction(async () => {
      await removeRows(
        connection,
        rows.map((row) => row.evidence_id),
      );
      for (const row of rows)
        await connection.run(
          sql`UPDATE evidence SET status = 'duplicate', message = ${`the same content as ${row.first}`}, records = 0, events = 0,
            rejects = 0, skips = 0, skip_reasons = '{}', time_offsets = '{}', first_timestamp = NULL, last_timestamp = NULL
            WHERE evidence_id = ${row.evidence_id}`,
        );
    });
  }

  private report(): void {
    this.options.onProgress({ ...this.progress });
  }
}

const REPAIR_COLUMNS = {
  evidence_id: 'BIGINT',
  record: 'BIGINT',
  of_sha256: 'VARCHAR',
  of_member: 'VARCHAR',
  of_record: 'BIGINT',
} as const;

const LEDGER_STRUCTURE = JSON.stringify({
  evidence_id: 'BIGINT',
  status: 'VARCHAR',
  message: 'VARCHAR',
  sha256: 'VARCHAR',
  bytes: 'BIGINT',
  modified_at: 'TIMESTAMP',
  content_sha256: 'VARCHAR',
  compression: 'VARCHAR',
  encoding: 'VARCHAR',
  source: 'VARCHAR',
  shape: 'VARCHAR',
  records: 'BIGINT',
  events: 'BIGINT',
  rejects: 'BIGINT',
  skips: 'BIGINT',
  skip_reasons: 'VARCHAR',
  time_offsets: 'VARCHAR',
  first_timestamp: 'TIMESTAMP',
  last_timestamp: 'TIMESTAMP',
});

function addCounts(sums: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, number] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + number;
}

function ledgerLine(state: FileState): Record<string, unknown> & { status: EvidenceStatus } {
  const prepared = state.prepared as PreparedFile;
  const skipped = { ...prepared.skipped };
  addCounts(skipped, state.skipped);
  const skips = sum(Object.values(skipped));
  const rejects = prepared.rejected + state.rejected;
  if (prepared.records !== state.events + rejects + skips)
    throw new Error(
      `the ledger of ${state.file.name} does not balance: ${prepared.records} records, ${state.events} events, ${rejects} rejects, ${skips} skips`,
    );
  return {
    evidence_id: state.evidence_id,
    status: prepared.status,
    message: prepared.message,
    sha256: prepared.sha256,
    bytes: prepared.bytes,
    modified_at: prepared.modified_at,
    content_sha256: prepared.content_sha256,
    compression: prepared.compression,
    encoding: prepared.encoding,
    source: prepared.source,
    shape: prepared.shape,
    records: prepared.records,
    events: state.events,
    rejects,
    skips,
    skip_reasons: JSON.stringify(skipped, Object.keys(skipped).sort()),
    time_offsets: JSON.stringify(state.offsets, Object.keys(state.offsets).sort()),
    first_timestamp: state.first,
    last_timestamp: state.last,
  };
}

/** How the ledger begins with a file; `null` where it has its lines. */
function lineOf(
  evidence_id: number,
  { path, name, bytes, problem }: FoundFile,
  fate: Fate,
): LedgerStart | null {
  const line = { evidence_id, path, name, member: null, bytes };
  if (fate.kind === 'renew') return null;
  if (problem) return { ...line, status: 'failed', message: problem };
  if (fate.kind === 'known')
    return { ...line, status: 'duplicate', message: fate.message, sha256: fate.sha256 };
  return { ...line, status: 'importing', message: null };
}

const newState = (evidence_id: number, file: FoundFile): FileState => ({
  evidence_id,
  file,
  member: null,
  exact: false,
  prepared: null,
  spooledRows: 0,
  events: 0,
  rejected: 0,
  skipped: {},
  offsets: {},
  first: null,
  last: null,
  recut: false,
  broken: false,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

async function removeRows(connection: Connection, evidence: readonly number[]): Promise<void> {
  await connection.run(sql`DELETE FROM event_facts WHERE list_contains(${evidence}, evidence_id)`);
  await connection.run(sql`DELETE FROM rejects WHERE list_contains(${evidence}, evidence_id)`);
  await connection.run(sql`DELETE FROM copies WHERE list_contains(${evidence}, evidence_id)`);
  await connection.run(sql`DELETE FROM repairs WHERE list_contains(${evidence}, evidence_id)`);
}

/**
 * Removes what an import that was stopped or killed had begun, and notes it to go on with; returns the names of those files. Lines
 * that were being read once more are again what they were.
 */
export async function removeUnfinished(connection: Connection): Promise<string[]> {
  const rows = await connection.rows<{
    evidence_id: number;
    path: string;
    name: string;
    sha256: string | null;
  }>("SELECT evidence_id, path, name, sha256 FROM evidence WHERE status = 'importing' ORDER BY evidence_id");
  await removeRenewals(connection);
  if (rows.length === 0) return [];
  await connection.transaction(async () => {
    await removeRows(
      connection,
      rows.map((row) => row.evidence_id),
    );
    await connection.run("DELETE FROM evidence WHERE status = 'importing' AND sha256 IS NULL");
    await connection.run("UPDATE evidence SET status = 'unrecognised' WHERE status = 'importing'");
    await noteUnfinished(
      connection,
      rows
        .filter((row) => row.sha256 === null && row.evidence_id % MEMBERS < RENEWED)
        .map(({ path, name }) => ({ path, name })),
    );
  });
  return rows.map((row) => row.name);
}
