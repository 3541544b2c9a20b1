import type { MessagePort } from 'node:worker_threads';
import type { RawData, WebSocket } from 'ws';

/** Carries messages both ways unread, between the page's socket and the engine's port; both end together. */
export function relay(page: WebSocket, engine: MessagePort): void {
  page.on('message', (data, isBinary) => engine.postMessage(isBinary ? bytes(data) : text(data)));
  engine.on('message', (message: string | Uint8Array) => page.send(message));
  page.on('close', () => engine.close());
  engine.on('close', () => page.close());
  // `ws` closes the socket after an error; without a listener it would end the process.
  page.on('error', () => undefined);
}

// With its default `binaryType`, `ws` gives each message as one buffer.
const text = (data: RawData): string => (data as Buffer).toString('utf8');
const bytes = (data: RawData): Uint8Array => new Uint8Array(data as Buffer);
