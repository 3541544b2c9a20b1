import './language.ts';
import { start } from './app/start.tsx';
import { ENGINE_LOST } from './app/engine-lost.ts';
import { connectEngine } from './engine-client.ts';
import { getHost } from './host.ts';

void start(async () => {
  const host = getHost();
  return { host, engine: await connectEngine(host, () => window.dispatchEvent(new Event(ENGINE_LOST))) };
});
