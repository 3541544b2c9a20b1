import './language.ts';
import { start } from './app/start.tsx';
import { spoken, useSettings } from './app/settings.ts';
import { ENGINE_LOST } from './app/engine-lost.ts';
import { connectEngine } from './engine-client.ts';
import { getHost } from './host.ts';

void start(async () => {
  const host = getHost();
  await host.speak(spoken(useSettings.getState().language));
  return { host, engine: await connectEngine(host, () => window.dispatchEvent(new Event(ENGINE_LOST))) };
});
