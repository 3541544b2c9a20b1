import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foreignSockets, networkUses } from '../e2e/network.ts';

const preload = new URL('../e2e/watch-network.mjs', import.meta.url).href;

/** Runs a script under the watch: what it printed, and what was written down. */
function watched(script: string) {
  const log = join(mkdtempSync(join(tmpdir(), 'interloper-')), 'network.log');
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', preload, '--input-type=module', '--eval', script],
    { env: { ...process.env, INTERLOPER_NETWORK_LOG: log }, encoding: 'utf8' },
  );
  return { text: stdout + stderr, uses: networkUses(log) };
}

const refusedBy = (script: string) => watched(script).uses.filter(({ local }) => !local);

test.each([
  ['net', "import { connect } from 'node:net'; connect(443, '192.0.2.1')", 'net.connect 192.0.2.1'],
  ['net', "import { connect } from 'node:net'; connect({ port: 443, host: '::2' })", 'net.connect ::2'],
  ['tls', "import { connect } from 'node:tls'; connect(443, 'example.com')", 'net.connect example.com'],
  ['http', "import { get } from 'node:http'; get('http://example.com/')", 'net.connect example.com'],
  ['fetch', "await fetch('http://192.0.2.1/').catch(() => 0)", 'net.connect 192.0.2.1'],
  [
    'dgram',
    "import { createSocket } from 'node:dgram'; createSocket('udp4').send('x', 53, '192.0.2.1')",
    'dgram.send 192.0.2.1',
  ],
  ['dns', "import { lookup } from 'node:dns'; lookup('example.com', () => 0)", 'dns.lookup example.com'],
  [
    'dns promises',
    "import { resolve4 } from 'node:dns/promises'; resolve4('example.com')",
    'dns.promises.resolve4 example.com',
  ],
  [
    'a resolver',
    "import { Resolver } from 'node:dns'; new Resolver().resolveTxt('example.com', () => 0)",
    'dns.Resolver.resolveTxt example.com',
  ],
  [
    'a thread',
    `import { Worker } from 'node:worker_threads';
     const script = "import { connect } from 'node:net'; connect(443, '192.0.2.1')";
     new Worker(new URL('data:text/javascript,' + encodeURIComponent(script)))`,
    'net.connect 192.0.2.1',
  ],
])('the watch sees and refuses %s', (_name, script, expected) => {
  expect(refusedBy(script).map(({ what, host }) => `${what} ${host}`)).toContain(expected);
});

test('what stays on this computer is written down and goes through', () => {
  const { text, uses } = watched(`
    import { createServer, connect } from 'node:net';
    const server = createServer((socket) => socket.end('hello'));
    server.listen(0, '127.0.0.1', () => {
      connect(server.address().port, '127.0.0.1').on('data', (data) => {
        console.log(String(data));
        server.close();
      });
    });`);
  expect(text).toBe('hello\n');
  expect(uses.map(({ what }) => what)).toEqual(expect.arrayContaining(['watching', 'net.connect']));
  expect(uses.filter(({ local }) => !local)).toEqual([]);
});

test.runIf(process.platform === 'linux')('the kernel tells of sockets that others could reach', async () => {
  for (const [host, expected] of [
    ['127.0.0.1', []],
    ['0.0.0.0', [expect.stringMatching(/^tcp 00000000:/)]],
  ] as const) {
    const script = `require('node:net').createServer().listen(0, '${host}', () => console.log('listens'))`;
    const child = spawn(process.execPath, ['--eval', script]);
    await once(child.stdout, 'data');
    expect(foreignSockets(child.pid ?? 0), host).toEqual(expected);
    child.kill();
    await once(child, 'exit');
  }
});
