// A thread that keeps to the protocol of `electron/engine/thread.ts`, told by its options what to do on the way.
import { setInterval, setTimeout } from 'node:timers';
import { parentPort, workerData } from 'node:worker_threads';

if (workerData.toolVersion === 'throws') throw new Error('cannot start');
setInterval(() => undefined, 1000);
parentPort.on('message', (message) => {
  if (message.connect) {
    message.connect.on('message', (text) => {
      if (text === 'die') process.exit(3);
      message.connect.postMessage(`${workerData.toolVersion} ${workerData.resourcesPath}: ${text}`);
    });
  } else {
    parentPort.postMessage({ log: 'closing' });
    // Long enough for a thread ended by force to be caught: its last line would not come.
    setTimeout(() => {
      parentPort.postMessage({ log: 'closed its case' });
      parentPort.postMessage({ closed: true });
    }, 100);
  }
});
