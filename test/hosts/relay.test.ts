import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { RouterClient } from '@orpc/server';
import type { MessagePortMain } from 'electron';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { relay } from '../../electron/main/relay.ts';
import { smallEngine, type SmallRouter } from './small-engine.ts';
import { until } from './until.ts';

/** A thread's port in the form of Electron's. */
const asMain = (port: MessagePort): MessagePortMain =>
  ({
    on: (event: string, listener: (event: { data: unknown }) => void) =>
      port.on(event, (data: unknown) => listener({ data })),
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  }) as unknown as MessagePortMain;

function desktopLine() {
  const engine = smallEngine();
  const { port1: page, port2: main } = new MessageChannel();
  relay(asMain(main), engine.connect());
  const client: RouterClient<SmallRouter> = createORPCClient(new RPCLink({ port: page }));
  return { engine, page, client };
}

test('calls, errors and streams pass the relay', async () => {
  const { engine, page, client } = desktopLine();
  expect(await client.echo({ text: 'ä\u2028\u{1f512}' })).toBe('ä\u2028\u{1f512}');
  await expect(client.fail()).rejects.toThrow('Internal server error');
  const numbers: number[] = [];
  for await (const { n } of await client.count({ to: 500 })) numbers.push(n);
  expect(numbers).toEqual(Array.from({ length: 500 }, (_none, index) => index + 1));
  page.close();
  await engine.end();
});

test('many calls at once come back to their callers', async () => {
  const { engine, page, client } = desktopLine();
  const texts = Array.from({ length: 200 }, (_none, index) => `call ${index}`);
  expect(await Promise.all(texts.map((text) => client.echo({ text })))).toEqual(texts);
  page.close();
  await engine.end();
});

test('when the page goes, what it watched ends in the engine', async () => {
  const { engine, page, client } = desktopLine();
  for await (const { n } of await client.forever()) {
    expect(n).toBe(0);
    page.close();
    break;
  }
  await until(() => engine.seen.watchersEnded === 1);
  await engine.end();
});

test('when the engine closes, the page is told and its calls reject', async () => {
  const { engine, page, client } = desktopLine();
  const stream = await client.forever();
  expect((await stream.next()).value).toEqual({ n: 0 });
  const waiting = stream.next().then(
    () => 'ended',
    () => 'rejected',
  );
  const closed = new Promise<void>((resolve) => page.once('close', () => resolve()));
  expect(await engine.end()).toEqual({ closed: true });
  await closed;
  expect(await waiting).toBe('rejected');
  expect(engine.seen.closed).toBe(true);
});
