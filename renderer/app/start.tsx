import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Failed } from '../parts/State.tsx';
import { text } from '../text.ts';
import { App } from './App.tsx';
import type { Doors } from './engine-context.ts';

/** Opens the doors and shows the desk in `#root`, or why it cannot be shown. */
export async function start(open: () => Promise<Doors>): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('the page has no #root');
  const root = createRoot(element);
  root.render(<div className="boot" role="status" aria-label={text.app.connecting} />);
  try {
    const doors = await open();
    root.render(
      <StrictMode>
        <App doors={doors} />
      </StrictMode>,
    );
  } catch (error) {
    root.render(<Failed error={error} retry={() => window.location.reload()} />);
  }
}
