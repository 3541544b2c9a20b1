import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^interloper-\d{4}-\d{2}-\d{2}\.log$/;
/** Days that are kept. */
const KEPT = 14;

/** Writes lines to a file a day in a folder of ours, of which the oldest go. A disk that takes none is no reason to stop. */
export function logFile(folder: string, now: () => Date = () => new Date()): (line: string) => void {
  let today = '';
  return (line) => {
    try {
      const at = now().toISOString();
      if (at.slice(0, 10) !== today) {
        today = at.slice(0, 10);
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        removeOld(folder, `interloper-${today}.log`);
      }
      appendFileSync(join(folder, `interloper-${today}.log`), `${at} ${line}\n`, { mode: 0o600 });
    } catch {
      today = '';
    }
  };
}

function removeOld(folder: string, newest: string): void {
  const others = readdirSync(folder).filter((name) => NAME.test(name) && name !== newest);
  for (const name of others
    .sort()
    .reverse()
    .slice(KEPT - 1))
    rmSync(join(folder, name));
}

export const alsoTo =
  (file: (line: string) => void, other: (line: string) => void) =>
  (line: string): void => {
    file(line);
    other(line);
  };
