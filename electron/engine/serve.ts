import type { AnyRouter } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import type { MessagePort } from 'node:worker_threads';
import type { FromThread, ToThread } from './thread.ts';

/** Answers the host on `parent` until it asks to close; then closes the engine and says so. */
export function serve(parent: MessagePort, engine: { router: AnyRouter; close(): Promise<void> }): void {
  const lines = new Set<MessagePort>();
  const handler = new RPCHandler(engine.router);
  const tell = (message: FromThread) => parent.postMessage(message);

  const connect = (port: MessagePort) => {
    lines.add(port);
    port.once('close', () => lines.delete(port));
    handler.upgrade(port);
  };
  const close = async () => {
    await engine.close().catch((cause: unknown) => tell({ log: `closing: ${String(cause)}` }));
    for (const port of lines) port.close();
    tell({ closed: true });
  };
  parent.on('message', (message: ToThread) => {
    if ('connect' in message) connect(message.connect);
    else void close();
  });
}
