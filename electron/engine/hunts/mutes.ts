import { createHash } from 'node:crypto';
import type { MuteInput } from '../../../shared/contract.ts';
import type { EntityKind, Mute } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';

interface MuteRow extends Omit<Mute, 'entity'> {
  entity_kind: EntityKind;
  entity_value: string;
}

const toMute = ({ entity_kind, entity_value, ...row }: MuteRow): Mute => ({
  mute_id: row.mute_id,
  hunt: row.hunt,
  entity: { kind: entity_kind, value: entity_value },
  window_start: row.window_start,
  window_end: row.window_end,
  reason: row.reason,
  muted_at: row.muted_at,
  muted_by: row.muted_by,
});

/** The mute that covers each of these findings; those that none covers are left out. */
export async function mutesOf(desk: Connection, findings: readonly string[]): Promise<Map<string, Mute>> {
  const rows = await desk.rows<MuteRow & { finding_id: string }>(
    sql`SELECT c.finding_id, m.* FROM muted_findings c JOIN mutes m ON m.mute_id = c.mute_id
      WHERE list_contains(${findings}, c.finding_id)`,
  );
  return new Map(rows.map(({ finding_id, ...row }) => [finding_id, toMute(row)]));
}

/** Every mute, the last first, with the number of findings that it covers now. */
export async function listMutes(desk: Connection): Promise<(Mute & { findings: number })[]> {
  const rows = await desk.rows<MuteRow & { findings: number }>(
    `SELECT m.*, (SELECT count(*) FROM findings f
       WHERE m.hunt = f.hunt AND m.entity_kind = f.entity_kind AND m.entity_value = f.entity_value
         AND (m.window_start IS NULL OR (f.window_start >= m.window_start AND f.window_end <= m.window_end))) AS findings
     FROM mutes m ORDER BY muted_at DESC, hunt, entity_kind, entity_value, mute_id`,
  );
  return rows.map((row) => ({ ...toMute(row), findings: row.findings }));
}

/** Keeps a mute in the case; one of the same hunt, entity and window is replaced. Run it in a transaction. */
export async function keepMute(job: Connection, input: MuteInput, at: string, by: string): Promise<Mute> {
  const { hunt, entity, window, reason } = input;
  const key = JSON.stringify([hunt, entity.kind, entity.value, window?.start ?? null, window?.end ?? null]);
  const mute_id = createHash('sha256').update(key).digest('hex').slice(0, 16);
  await job.run(sql`DELETE FROM mutes WHERE mute_id = ${mute_id}`);
  await job.run(
    sql`INSERT INTO mutes VALUES (${mute_id}, ${hunt}, ${entity.kind}, ${entity.value}, ${window?.start ?? null},
      ${window?.end ?? null}, ${reason}, ${at}, ${by})`,
  );
  return (await readMute(job, mute_id)) as Mute;
}

async function readMute(desk: Connection, mute_id: string): Promise<Mute | undefined> {
  const [row] = await desk.rows<MuteRow>(sql`SELECT * FROM mutes WHERE mute_id = ${mute_id}`);
  return row && toMute(row);
}

/** Throws where there is none of this id. Run it in a transaction. */
export async function dropMute(job: Connection, mute_id: string): Promise<Mute> {
  const mute = await readMute(job, mute_id);
  if (!mute) throw new Error(`no such mute: ${JSON.stringify(mute_id)}`);
  await job.run(sql`DELETE FROM mutes WHERE mute_id = ${mute_id}`);
  return mute;
}
