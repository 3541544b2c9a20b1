import { app } from 'electron';
import type { EngineThread } from '../engine/thread.ts';

/** The app ends when the engine has closed the case. Asked a second time, it ends at once. */
export function closeBeforeQuit(engine: EngineThread): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('will-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return app.exit(1);
    state = 'closing';
    void engine.close().finally(() => {
      state = 'closed';
      app.quit();
    });
  });
}
