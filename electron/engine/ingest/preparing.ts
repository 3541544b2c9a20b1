import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Reject, Repair } from '../../../shared/model.ts';
import { Preparer, type FileToPrepare, type PreparedFile, type PrepareOptions } from './prepare.ts';
import type { Spool } from './spool.ts';

export type ToPrepare =
  { kind: 'file'; file: FileToPrepare } | { kind: 'loaded' } | { kind: 'finish' } | { kind: 'stop' };
export type FromPrepare =
  | { kind: 'spool'; spool: Spool }
  | { kind: 'rejects'; rejects: Reject[] }
  | { kind: 'repairs'; repairs: Repair[] }
  | { kind: 'read'; bytes: number }
  | { kind: 'member'; evidence_id: number; name: string }
  | { kind: 'files'; files: PreparedFile[] }
  | { kind: 'failed'; message: string }
  | { kind: 'finished' }
  | { kind: 'stopped' };

/** Something that prepares files, here or in a thread of its own. Everything it has to say comes through `listen`. */
export interface Preparing {
  send(message: ToPrepare): void;
  /** Ends it; resolves when it no longer writes. */
  stop(): Promise<void>;
}

/** Spools that were handed over and not yet loaded: so many may wait, for they lie on the disk unpacked. */
export class Backlog {
  private static readonly MOST = 3;
  private waiting = 0;
  private wake: (() => void) | null = null;

  add(): void {
    this.waiting++;
  }

  remove(): void {
    this.waiting--;
    this.wake?.();
  }

  /** Nobody waits from now on. */
  open(): void {
    this.waiting = -Infinity;
    this.wake?.();
  }

  async room(): Promise<void> {
    while (this.waiting >= Backlog.MOST) await new Promise<void>((resolve) => (this.wake = resolve));
  }
}

/** Prepares in a thread of its own: `url` is the built `prepare.js`. */
export function prepareInThread(
  url: URL,
  options: PrepareOptions,
  listen: (message: FromPrepare) => void,
): Preparing {
  // Unpacked bytes count as its memory, of which a small heap wants to be rid every few files: that took half of its time.
  setFlagsFromString('--initial-heap-size=256');
  const worker = new Worker(url, { workerData: options });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  worker.on('message', listen);
  worker.on('error', (cause) => listen({ kind: 'failed', message: `preparing thread: ${cause.message}` }));
  return {
    send: (message) => worker.postMessage(message),
    stop: async () => {
      worker.postMessage({ kind: 'stop' } satisfies ToPrepare);
      await ended;
    },
  };
}

/** Prepares in this thread: for tests and hosts that have no built worker. */
export function prepareHere(options: PrepareOptions, listen: (message: FromPrepare) => void): Preparing {
  const backlog = new Backlog();
  let queue: Promise<void> = Promise.resolve();
  const preparer = new Preparer(
    options,
    {
      spool: (spool) => {
        backlog.add();
        listen({ kind: 'spool', spool });
      },
      rejects: (rejects) => listen({ kind: 'rejects', rejects }),
      repairs: (repairs) => listen({ kind: 'repairs', repairs }),
      read: (bytes) => listen({ kind: 'read', bytes }),
      member: (evidence_id, name) => listen({ kind: 'member', evidence_id, name }),
      files: (files) => listen({ kind: 'files', files }),
    },
    () => backlog.room(),
  );
  const enqueue = (work: () => Promise<void> | void) => {
    queue = queue
      .then(work)
      .catch((cause: unknown) => listen({ kind: 'failed', message: (cause as Error).message }));
  };
  return {
    send: (message) => {
      if (message.kind === 'file') enqueue(() => preparer.prepare(message.file));
      if (message.kind === 'loaded') backlog.remove();
      if (message.kind === 'finish')
        enqueue(() => {
          preparer.finish();
          listen({ kind: 'finished' });
        });
    },
    stop: async () => {
      backlog.open();
      preparer.stop();
      await queue;
      preparer.stop();
    },
  };
}
