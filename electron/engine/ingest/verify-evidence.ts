import type { CaseFile } from '../case-file.ts';
import { fixed } from '../db/sql.ts';
import type { Job } from '../job.ts';
import { openEvidence } from './open-evidence.ts';

interface Given {
  path: string;
  sha256: string;
  bytes: number;
}

/**
 * Reads every evidence file of the case again and holds its SHA-256 against the one it was imported with. What differs, or can no
 * longer be read, is said on each of the file's lines in the ledger and in the audit log. A job that is stopped changes nothing.
 */
export async function verifyEvidence(job: Job, file: CaseFile, now: () => string): Promise<void> {
  const connection = file.database.job;
  const given = await connection.rows<Given>(
    'SELECT DISTINCT path, sha256, bytes FROM evidence WHERE sha256 IS NOT NULL ORDER BY path, sha256',
  );
  let stopped = false;
  job.onStop(() => (stopped = true));
  job.update({
    purpose: 'verification',
    stage: 'verifying',
    files_total: given.length,
    bytes_total: given.reduce((sum, one) => sum + one.bytes, 0),
  });
  const results: (Given & { difference: string | null })[] = [];
  for (const one of given) {
    job.update({ current: one.path });
    const difference = await differenceOf(one, (bytes) => {
      job.update({ bytes_done: job.current.bytes_done + bytes });
      return stopped;
    });
    if (stopped) return;
    results.push({ ...one, difference });
    job.update({ files_done: results.length });
  }
  await connection.run(
    fixed(
      `UPDATE evidence SET verified_at = $at::TIMESTAMP, difference = r.difference
      FROM (SELECT unnest(from_json($rows, '[{"path":"VARCHAR","sha256":"VARCHAR","difference":"VARCHAR"}]'), recursive := true)) r
      WHERE evidence.path = r.path AND evidence.sha256 = r.sha256`,
      { rows: JSON.stringify(results), at: now() },
    ),
  );
  const different = results.filter((one) => one.difference !== null);
  for (const one of different) await file.audit('evidence.differs', one.path, one.difference);
  const message =
    different.length === 0
      ? `all ${results.length} files are as they were imported`
      : `${different.length} of ${results.length} files differ from what was imported`;
  await file.audit('evidence.verified', null, message);
  job.update({ message });
}

/** In words; `null` where the file is the one that was imported. `onBytes` gives true to stop. */
async function differenceOf(given: Given, onBytes: (bytes: number) => boolean): Promise<string | null> {
  try {
    let stopped = false;
    const opened = openEvidence(given.path, (bytes) => (stopped = onBytes(bytes)));
    for await (const _chunk of opened.chunks) if (stopped) return null;
    const { sha256, bytes } = opened.digest();
    if (sha256 === given.sha256) return null;
    return `SHA-256 is now ${sha256} (${bytes} bytes), was ${given.sha256} (${given.bytes} bytes)`;
  } catch (cause) {
    return `cannot be read: ${(cause as Error).message}`;
  }
}
