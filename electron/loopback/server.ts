import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { EngineThread } from '../engine/thread.ts';
import { Door } from './door.ts';
import { answer } from './answer.ts';
import { relay } from './relay.ts';
import { openExports } from './exports.ts';
import { openFolders } from './folders.ts';

const LARGEST_MESSAGE_BYTES = 64 * 1024 * 1024;

export interface ServerOptions {
  port: number;
  cases: string;
  rendererPath: string;
  engine: Pick<EngineThread, 'connect'>;
}

export interface LoopbackServer {
  /** An address with a ticket for one browser. */
  readonly address: () => string;
  readonly close: () => void;
}

/** Serves the page, its files and its line to the engine on 127.0.0.1 only. Rejects when the port is taken. */
export async function startServer(options: ServerOptions): Promise<LoopbackServer> {
  const folders = openFolders(options.cases);
  // No limit on how long a request takes: evidence may be many gigabytes.
  const server = createServer({ requestTimeout: 0 });
  const door = new Door(await listen(server, options.port));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE_BYTES });
  const exports = openExports(options.cases);
  const site = { door, folders, exports, rendererPath: options.rendererPath };
  server.on('request', (request, response) => void answer(site, request, response));
  server.on('upgrade', (request, socket, head) => {
    if (!mayHaveLine(door, request)) return refuse(socket);
    sockets.handleUpgrade(request, socket, head, (line) => relay(line, options.engine.connect()));
  });
  return {
    address: () => door.address(),
    close: () => {
      for (const line of sockets.clients) line.terminate();
      server.close();
      server.closeAllConnections();
      exports.close();
    },
  };
}

const mayHaveLine = (door: Door, { url, headers }: IncomingMessage): boolean =>
  url === '/engine' && door.isOurs(headers, true) && door.knows(headers);

function refuse(socket: Duplex): void {
  socket.on('error', () => undefined);
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
