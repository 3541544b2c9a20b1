import { ipcMain, MessageChannelMain } from 'electron';
import { CHANNEL } from '../../shared/host.ts';
import type { EngineThread } from '../engine/thread.ts';
import { relay } from './relay.ts';
import { onlyFromPage } from './sender.ts';

/** Each page that asks gets a line of its own to the engine; it ends with the page. */
export function answerLines(engine: EngineThread): void {
  ipcMain.handle(CHANNEL.requestLine, (event) => {
    onlyFromPage(event);
    const { port1, port2 } = new MessageChannelMain();
    relay(port2, engine.connect());
    event.sender.postMessage(CHANNEL.line, null, [port1]);
  });
}
