import { once } from 'node:events';
import { expect, test } from 'vitest';
import { startEngineThread } from '../../electron/engine/thread.ts';

const fixture = new URL('./worker-fixture.mjs', import.meta.url);

function start(toolVersion: string) {
  const log: string[] = [];
  const failures: string[] = [];
  const thread = startEngineThread(fixture, { resourcesPath: '/r', toolVersion }, (line) => log.push(line));
  const failed = new Promise<void>((resolve) =>
    thread.onFailure((error) => {
      failures.push(error.message);
      resolve();
    }),
  );
  return { thread, log, failures, failed };
}

test('each line is its own, and the options arrive', async () => {
  const { thread } = start('9.9.9');
  for (const text of ['one', 'two']) {
    const line = thread.connect();
    line.postMessage(text);
    expect(await once(line, 'message')).toEqual([`9.9.9 /r: ${text}`]);
    line.close();
  }
  await thread.close();
});

test('closing waits until the engine said that it has closed, then ends the thread', async () => {
  const { thread, log, failures } = start('1');
  const closed = once(thread.connect(), 'close');
  await Promise.all([thread.close(), thread.close()]);
  expect(log).toEqual(['closing', 'closed its case']);
  await closed;
  expect(failures).toEqual([]);
});

test('a thread that ends by itself is a failure, and its lines end', async () => {
  const { thread, failures, failed } = start('1');
  const line = thread.connect();
  const closed = once(line, 'close');
  line.postMessage('die');
  await Promise.all([failed, closed]);
  expect(failures).toEqual(["the engine's thread ended with code 3"]);
  await thread.close();
});

test('a thread that cannot start is a failure with its reason', async () => {
  const { thread, failures, failed } = start('throws');
  await failed;
  expect(failures).toEqual(['cannot start']);
  await thread.close();
});
