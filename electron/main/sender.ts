import type { IpcMainInvokeEvent } from 'electron';
import { PAGE_URL } from './app-protocol.ts';

/** Throws unless it is our own page, in its top frame, that asks. */
export function onlyFromPage(event: IpcMainInvokeEvent): void {
  const frame = event.senderFrame;
  if (!frame || frame.parent || !frame.url.startsWith(PAGE_URL)) {
    throw new Error(`refused: a call from ${JSON.stringify(frame?.url ?? 'no frame')}`);
  }
}
