import { rmSync } from 'node:fs';
import type { Connection } from '../db/database.ts';
import { loadSpool, type Loaded } from './load-spool.ts';
import type { Spool } from './spool.ts';

/** Loads spools side by side, one on each connection: what a spool becomes is reckoned beside others, and written in its turn. */
export class Loaders {
  private readonly idle: Connection[];
  private readonly running = new Set<Promise<void>>();
  private writing: Promise<void> = Promise.resolve();
  private failure: unknown = null;

  /** `ended` is called behind every spool. */
  constructor(
    connections: readonly Connection[],
    private readonly ended: () => void,
  ) {
    this.idle = [...connections];
  }

  /** So many spools are being loaded. */
  get busy(): number {
    return this.running.size;
  }

  /** Resolves when a spool can be loaded; rejects with why one before could not. */
  async free(): Promise<void> {
    while (this.idle.length === 0) await Promise.race(this.running);
    this.throwFailure();
  }

  /**
   * Loads the spool, on a connection that must be free, and removes it; `done` is told what became of its rows. Where it cannot be loaded
   * nothing is told but `ended`, and `throwFailure` throws why.
   */
  load(spool: Spool, done: (loaded: Loaded[]) => void): void {
    const connection = this.idle.pop() as Connection;
    const work = loadSpool(connection, spool, (write) => this.inTurn(write))
      .finally(() => {
        rmSync(spool.path, { force: true });
        rmSync(`${spool.path}.mended`, { force: true });
      })
      .then(done)
      .catch((cause: unknown) => {
        this.failure ??= cause;
      })
      .finally(() => {
        this.running.delete(work);
        this.idle.push(connection);
        this.ended();
      });
    this.running.add(work);
  }

  throwFailure(): void {
    if (this.failure !== null) throw this.failure as Error;
  }

  /** Waits for all that run. */
  async end(): Promise<void> {
    await Promise.all(this.running);
  }

  private inTurn(write: () => Promise<void>): Promise<void> {
    const turn = this.writing.then(write);
    this.writing = turn.catch(() => undefined);
    return turn;
  }
}
