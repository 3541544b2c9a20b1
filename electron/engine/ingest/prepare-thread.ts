import { parentPort, workerData } from 'node:worker_threads';
import { Preparer, type PrepareOptions } from './prepare.ts';
import { Backlog, type FromPrepare, type ToPrepare } from './preparing.ts';

/** The entry of a preparing thread: takes files, gives spools. It never touches the database. */
const port = parentPort;
if (!port) throw new Error('prepare-thread runs in a worker thread');
const post = (message: FromPrepare) => port.postMessage(message);

/** A message wakes the engine's thread, which takes longer than to read what it tells of. */
const REPORT_MS = 100;

const backlog = new Backlog();
let queue: Promise<void> = Promise.resolve();
let unreported = 0;
let reported = 0;

const preparer = new Preparer(
  workerData as PrepareOptions,
  {
    spool: (spool) => {
      backlog.add();
      post({ kind: 'spool', spool });
    },
    rejects: (rejects) => post({ kind: 'rejects', rejects }),
    repairs: (repairs) => post({ kind: 'repairs', repairs }),
    read: (bytes) => {
      unreported += bytes;
    },
    member: (evidence_id, name) => post({ kind: 'member', evidence_id, name }),
    files: (files) => {
      reportBytes();
      post({ kind: 'files', files });
    },
  },
  async () => {
    if (performance.now() - reported > REPORT_MS) reportBytes();
    await backlog.room();
  },
);

function reportBytes(): void {
  reported = performance.now();
  if (unreported > 0) post({ kind: 'read', bytes: unreported });
  unreported = 0;
}

function enqueue(work: () => Promise<void> | void): void {
  queue = queue
    .then(work)
    .catch((cause: unknown) => post({ kind: 'failed', message: (cause as Error).message }));
}

port.on('message', (message: ToPrepare) => {
  switch (message.kind) {
    case 'file':
      enqueue(() => preparer.prepare(message.file));
      break;
    case 'loaded':
      backlog.remove();
      break;
    case 'finish':
      enqueue(() => {
        preparer.finish();
        post({ kind: 'finished' });
      });
      break;
    case 'stop':
      backlog.open();
      preparer.stop();
      enqueue(() => {
        preparer.stop();
        post({ kind: 'stopped' });
        port.close();
      });
  }
});
