import { os } from '@orpc/server';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { z } from 'zod';
import { serve } from '../../electron/engine/serve.ts';
import type { FromThread, ToThread } from '../../electron/engine/thread.ts';

/** What the calls below did, for a test to look at. */
export interface Seen {
  watchersEnded: number;
  closed: boolean;
}

/** A router with one call of each kind that the contract has: an answer, an error, a stream that ends, one that does not. */
export const smallRouter = (seen: Seen) => ({
  echo: os.input(z.strictObject({ text: z.string() })).handler(({ input }) => input.text),
  fail: os.handler(() => {
    throw new Error('hidden from the page');
  }),
  count: os.input(z.strictObject({ to: z.number() })).handler(async function* ({ input }) {
    for (let n = 1; n <= input.to; n++) yield await Promise.resolve({ n });
  }),
  forever: os.handler(async function* ({ signal }) {
    try {
      yield { n: 0 };
      await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    } finally {
      seen.watchersEnded++;
    }
  }),
});
export type SmallRouter = ReturnType<typeof smallRouter>;

/** An engine served as in its thread, but in this one. */
export function smallEngine() {
  const seen: Seen = { watchersEnded: 0, closed: false };
  const close = () => {
    seen.closed = true;
    return Promise.resolve();
  };
  const { port1: host, port2: thread } = new MessageChannel();
  serve(thread, { router: smallRouter(seen), close });
  const connect = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    host.postMessage({ connect: port2 } satisfies ToThread, [port2]);
    return port1;
  };
  const end = async () => {
    const told = new Promise<FromThread>((resolve) => host.once('message', resolve));
    host.postMessage({ close: true } satisfies ToThread);
    const message = await told;
    host.close();
    return message;
  };
  return { seen, connect, end };
}
