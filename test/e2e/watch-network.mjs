// Preloaded into a host's process (`node --import`), and by Node into its threads: writes down every use of the network as a line of
// JSON in $INTERLOPER_NETWORK_LOG, and refuses what would leave this computer.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { threadId } from 'node:worker_threads';

const log = process.env.INTERLOPER_NETWORK_LOG;
if (!log) throw new Error('INTERLOPER_NETWORK_LOG names no file');
const write = (use) => appendFileSync(log, `${JSON.stringify({ thread: threadId, ...use })}\n`);

const LOCAL = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+|localhost)$/;

function judge(what, host) {
  const local = LOCAL.test(host);
  write({ what, host, local });
  if (!local) throw new Error(`the network is watched: ${what} ${host}`);
}

/** Puts `before` in front of a method, with what it was called on and with. */
function watch(object, method, before) {
  const original = object[method];
  if (typeof original !== 'function') return;
  object[method] = function (...args) {
    before(this, args);
    return original.apply(this, args);
  };
}

/** A socket's own `connect` is given a list when Node itself calls it; a path is a pipe of this computer. */
function destination(args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first !== null) return first.path ? null : (first.host ?? 'localhost');
  if (typeof first === 'string' && !/^\d+$/.test(first)) return null;
  return typeof second === 'string' ? second : 'localhost';
}

watch(net.Socket.prototype, 'connect', (_socket, args) => {
  const host = destination(args);
  if (host !== null) judge('net.connect', host);
});

watch(dgram.Socket.prototype, 'connect', (_socket, args) => {
  judge('dgram.connect', typeof args[1] === 'string' ? args[1] : 'localhost');
});
watch(dgram.Socket.prototype, 'send', (_socket, args) => {
  const host = args.slice(1).find((value) => typeof value === 'string');
  judge('dgram.send', host ?? 'localhost');
});

const lookups = (object) => Object.keys(object).filter((name) => /^(lookup|resolve|reverse)/.test(name));
for (const [name, object] of [
  ['dns', dns],
  ['dns.promises', dns.promises],
  ['dns.Resolver', dns.Resolver.prototype],
  ['dns.promises.Resolver', dns.promises.Resolver.prototype],
]) {
  const methods = name.endsWith('Resolver') ? resolverMethods(object) : lookups(object);
  for (const method of methods) {
    watch(object, method, (_target, args) => judge(`${name}.${method}`, String(args[0] ?? 'localhost')));
  }
}

/** A resolver's methods lie along its prototypes. */
function resolverMethods(prototype) {
  const names = new Set();
  for (let object = prototype; object !== Object.prototype; object = Object.getPrototypeOf(object)) {
    for (const name of Object.getOwnPropertyNames(object))
      if (/^(resolve|reverse)/.test(name)) names.add(name);
  }
  return names;
}

// `import { lookup } from 'node:dns'` must get the watched one.
syncBuiltinESMExports();

write({ what: 'watching', host: '', local: true });
