import { sql } from '../db/sql.ts';
import type { Connection } from '../db/database.ts';
import { readLimits } from '../limits.ts';
import { walkContainers, type Unpacking } from './containers.ts';
import { openEvidence } from './open-evidence.ts';

/** True where these passwords open the encrypted entry that a line of the ledger stands for. Reads no further than to it. */
export async function opensLine(
  connection: Connection,
  evidence_id: number,
  unpacking: Unpacking,
): Promise<boolean> {
  const [line] = await connection.rows<{ path: string; member: string | null }>(
    sql`SELECT path, member FROM evidence WHERE evidence_id = ${evidence_id}`,
  );
  if (!line) throw new Error(`no evidence ${evidence_id}`);
  const { path, member } = line;
  const file = openEvidence(path);
  let opens = false;
  try {
    await walkContainers({
      path,
      chunks: file.chunks,
      ...unpacking,
      limits: await readLimits(connection),
      packedBytes: () => file.digest().bytes,
      visit: (one) => {
        if (one.name !== member && !one.name?.startsWith(`${member}!`)) return Promise.resolve();
        opens = !one.locked;
        return Promise.reject(new Seen());
      },
    });
  } catch (cause) {
    if (!(cause instanceof Seen)) throw cause;
  }
  return opens;
}

class Seen extends Error {}
