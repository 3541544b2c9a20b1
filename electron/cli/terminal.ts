/** What the command line needs of the process around it. */
export interface Terminal {
  out: (text: string) => void;
  err: (text: string) => void;
  /** Columns of standard output; `null` where it is not a terminal. */
  columns: number | null;
  /** Where a moving bar can be drawn; `null` where standard error is not a terminal. */
  screen: NodeJS.WriteStream | null;
  /** Calls `stop` at Ctrl+C or a request to end, with the exit code that then belongs; gives what undoes it. */
  onStop(stop: (code: number) => void): () => void;
}

export const processTerminal = (): Terminal => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  columns: process.stdout.isTTY ? process.stdout.columns || null : null,
  screen: process.stderr.isTTY ? process.stderr : null,
  onStop(stop) {
    const interrupted = () => stop(130);
    const terminated = () => stop(143);
    process.on('SIGINT', interrupted).on('SIGTERM', terminated);
    return () => void process.off('SIGINT', interrupted).off('SIGTERM', terminated);
  },
});
