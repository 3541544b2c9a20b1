const STEP_MS = 12;

/** Gives a function to be awaited between the pieces of long work: it lets the page go on once the work has taken its time. */
export function breather(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < STEP_MS) return;
    await new Promise((done) => setTimeout(done, 0));
    since = performance.now();
  };
}
