import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { createEngine, type EngineOptions } from '../engine/engine.ts';
import type { Terminal } from './terminal.ts';

/** The person, or the system, asked the program to end. */
export class Stopped extends Error {
  constructor(readonly code: number) {
    super('stopped');
  }
}

/** An engine in this thread, with the way to end it in good order. */
export class Session {
  readonly engine;
  readonly client;
  private stopped: Stopped | null = null;
  private readonly stopping = new AbortController();
  /** Aborted where the program was asked to end. */
  readonly signal = this.stopping.signal;
  private readonly release: () => void;

  constructor(
    readonly terminal: Terminal,
    private readonly quiet: boolean,
    options: EngineOptions,
  ) {
    this.engine = createEngine(options);
    this.client = createRouterClient(this.engine.router);
    this.release = terminal.onStop((code) => this.stop(code));
  }

  /** Throws where the program was asked to end. */
  check = (): void => {
    if (this.stopped) throw this.stopped;
  };

  /** Something to know that is neither result nor error. */
  note(text: string): void {
    if (!this.quiet) this.terminal.err(text);
  }

  async close(): Promise<void> {
    await this.engine.close();
    this.release();
  }

  private stop(code: number): void {
    if (this.stopped) return;
    this.stopped = new Stopped(code);
    this.note('stopping…\n');
    this.stopping.abort();
    void this.client.job.cancel({}).catch(() => undefined);
  }
}

/** Gives `work` the path of a case that is removed at the end. */
export async function withTemporaryCase<T>(session: Session, work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'interloper-case-'));
  try {
    return await work(join(folder, 'temporary.interloper'));
  } finally {
    await session.engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
