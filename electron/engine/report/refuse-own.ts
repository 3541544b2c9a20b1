import { realpathSync, statSync, type Stats } from 'node:fs';
import { basename, resolve } from 'node:path';
import { sql } from '../db/sql.ts';
import type { EngineState } from '../engine-state.ts';

/**
 * Throws where writing this file would overwrite the open case or evidence of it, under whatever name: a link, another way to write the
 * path, another case of letters. Nothing is said where no case is open.
 */
export async function refuseOwn(engine: EngineState, path: string): Promise<void> {
  const file = engine.opened;
  const there = statSync(path, { throwIfNoEntry: false });
  if (!file || there?.isDirectory()) return;
  if (there && [file.path, `${file.path}.wal`].some((one) => isSame(there, path, one)))
    throw new Error(`the export would overwrite the case: ${path}`);
  if (await isEvidence(engine, path, there))
    throw new Error(`the export would overwrite the evidence: ${path}`);
}

/** Evidence that may be this file has its path, its name or its length. */
async function isEvidence(engine: EngineState, path: string, there: Stats | undefined): Promise<boolean> {
  const whole = resolve(path);
  const rows = await engine.desk.rows<{ path: string }>(
    sql`SELECT DISTINCT path FROM evidence
      WHERE path IN (${path}, ${whole}) OR bytes = ${there?.size ?? -1} OR lower(name) = ${basename(whole).toLowerCase()}`,
  );
  return rows.some(
    (one) => one.path === path || resolve(one.path) === whole || (there && isSame(there, path, one.path)),
  );
}

/** By where it lies on the disk; a file system without such numbers has 0 for each. */
function isSame(there: Stats, path: string, other: string): boolean {
  const stats = statSync(other, { throwIfNoEntry: false });
  if (!stats) return false;
  if (stats.ino !== 0) return stats.ino === there.ino && stats.dev === there.dev;
  return realpathSync(path) === realpathSync(other);
}
