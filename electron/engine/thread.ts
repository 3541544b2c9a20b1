import { alsoTo, logFile } from './log-file.ts';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';

/** What a host gives the engine in its thread; plain data only, for it is copied there. */
export interface EngineThreadOptions {
  /** The folder with the read-only data shipped with the tool. */
  resourcesPath: string;
  toolVersion: string;
  threads?: number;
  memoryLimit?: string;
  /** A folder of files about addresses that answer before those that come with the program. */
  dataFolder?: string;
  /** Where what goes wrong is written, a file a day, beside what `log` does with it. */
  logFolder?: string;
}

/** From host to thread … */
export type ToThread = { connect: MessagePort } | { close: true };
/** … and back. */
export type FromThread = { log: string } | { closed: true };

export interface EngineThread {
  /** A new line to the engine, carrying oRPC messages. Closing the port ends its calls. */
  connect(): MessagePort;
  /** Stops what runs, closes the case, and returns when the thread has ended. */
  close(): Promise<void>;
  /** Called once if the thread ends without having been asked to. */
  onFailure(callback: (error: Error) => void): void;
}

/**
 * Starts the engine in its thread. The thread is ended only after it said that the engine has closed: ending it during a query
 * would take the whole process with it.
 */
export function startEngineThread(
  workerUrl: URL,
  options: EngineThreadOptions,
  told: (line: string) => void = console.error,
): EngineThread {
  const log = options.logFolder === undefined ? told : alsoTo(logFile(options.logFolder), told);
  const worker = new Worker(workerUrl, { workerData: options, name: 'engine' });
  let closing = false;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const failed = new Promise<Error>((resolve) => {
    worker.once('error', resolve);
    worker.once('exit', (code) => {
      if (!closing) resolve(new Error(`the engine's thread ended with code ${code}`));
    });
  });
  void failed.then((cause) => log(`the engine stopped: ${cause.message}`));
  worker.on('message', (message: FromThread) => {
    if ('log' in message) log(message.log);
    else void worker.terminate();
  });
  const send = (message: ToThread, transfer: MessagePort[] = []) => worker.postMessage(message, transfer);
  return {
    connect() {
      const { port1, port2 } = new MessageChannel();
      send({ connect: port2 }, [port2]);
      return port1;
    },
    async close() {
      if (!closing) send({ close: true });
      closing = true;
      await ended;
    },
    onFailure: (callback) => void failed.then(callback),
  };
}
