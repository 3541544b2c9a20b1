import type { MessagePortMain } from 'electron';
import type { MessagePort } from 'node:worker_threads';

/** Carries messages both ways unread, between the page's port and the engine's; both end together. */
export function relay(page: MessagePortMain, engine: MessagePort): void {
  page.on('message', (event) => engine.postMessage(event.data));
  engine.on('message', (message) => page.postMessage(message));
  page.on('close', () => engine.close());
  engine.on('close', () => page.close());
  page.start();
}
