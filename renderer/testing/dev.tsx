import '../language.ts';
import { start } from '../app/start.tsx';
import { fakeEngine } from './fake-engine.ts';
import { fakeHost } from './fake-host.ts';

/** The desk without an engine, to design by: `?closed` starts without a case. */
void start(() =>
  Promise.resolve({
    host: fakeHost(),
    engine: fakeEngine({ open: !window.location.search.includes('closed') }),
  }),
);
