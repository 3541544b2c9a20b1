import type { Row } from '../../../../shared/model.ts';
import type { Citation } from '../../../../shared/report.ts';
import type { Connection } from '../../db/database.ts';
import { sql } from '../../db/sql.ts';
import { eventRows } from '../../desk/event-rows.ts';
import { evidenceRows } from '../../desk/ledger.ts';
import { originalRejects } from '../../ingest/original-rejects.ts';
import type { Unpacking } from '../../ingest/containers.ts';
import { MEMBERS } from '../../ingest/prepare.ts';
import { readLimits } from '../../limits.ts';
import type { OverEvidence } from '../formats/definition.ts';
import { by } from '../order.ts';

const BATCH = 1000;

/** The event that was made of each record, without what it has no value for; nothing of a record that made none. */
export async function eventsOfRecords(
  desk: Connection,
  records: readonly Citation[],
): Promise<(Row | null)[]> {
  const lines = await linesOf(desk);
  const events: (Row | null)[] = [];
  for (let from = 0; from < records.length; from += BATCH) {
    const places = records.slice(from, from + BATCH).map((one) => placeOf(one, lines));
    const ids = places.map((place) => String(place.evidence_id));
    const numbers = places.map((place) => String(place.record));
    const rows = await eventRows(
      desk,
      sql`SELECT f.* FROM event_facts f
          JOIN (SELECT CAST(unnest(${ids}) AS BIGINT) AS evidence_id, CAST(unnest(${numbers}) AS BIGINT) AS record) c
            ON c.evidence_id = f.evidence_id AND c.record = f.record`,
    );
    const found = new Map(rows.map((row) => [`${row['evidence_id']}:${row['record']}`, known(row)]));
    for (const { evidence_id, record } of places) events.push(found.get(`${evidence_id}:${record}`) ?? null);
  }
  return events;
}

const known = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null && name !== 'evidence_id'));

type Line = Awaited<ReturnType<typeof evidenceRows>>[number];

async function linesOf(desk: Connection): Promise<ReadonlyMap<string, Line>> {
  const lines = (await evidenceRows(desk)).sort(by((line) => [line.events, -line.evidence_id]));
  return new Map(lines.map((line) => [fileOf(line), line]));
}

const fileOf = ({ sha256, path, member }: Pick<Citation, 'sha256' | 'path' | 'member'>): string =>
  JSON.stringify([sha256, path, member]);

function placeOf(citation: Citation, lines: ReadonlyMap<string, Line>) {
  const line = lines.get(fileOf(citation));
  if (!line) throw new Error(`no evidence for the cited record ${citation.record} of ${citation.path}`);
  return { evidence_id: line.evidence_id, record: citation.record };
}

/** Characters of one record that stand in the report. */
export const RECORD_CHARACTERS = 20_000;

/**
 * The beginning of a record's text and how many characters follow it, `null` where the record is so long that its end was not read; or
 * why it could not be read again.
 */
export type OriginalText = { text: string; left: number | null } | { problem: string };

/**
 * The text of each record as it stands in the evidence, whose hash is checked before the first of a file is read and after the last.
 * Every file is read once from its beginning to its end. `over`: where `desk` is redacted, and so the places of the files.
 */
export async function originalTexts(
  desk: Connection,
  records: readonly Citation[],
  unpacking: Unpacking,
  over: OverEvidence | null,
): Promise<OriginalText[]> {
  const limits = await readLimits(desk);
  const originals = over === null ? null : await byId(over.original);
  const lines = await linesOf(desk);
  const texts = records.map((one): OriginalText => ({ problem: `${one.path} has no such record` }));
  for (const [file, places] of grouped(records)) {
    const line = lines.get(file);
    if (!line) continue;
    const { path, sha256, member } = originals?.get(line.evidence_id) ?? line;
    const wanted = [...places.keys()].sort((a, b) => a - b);
    const from = {
      path,
      sha256: sha256 ?? '',
      member: line.evidence_id % MEMBERS,
      name: member,
      records: wanted,
    };
    const problem = await originalRejects({ ...from, limits, unpacking }, (found) => {
      for (const { record, text, complete } of found) {
        const at = places.get(record);
        if (at !== undefined) texts[at] = beginning(text, complete, over);
      }
      return Promise.resolve();
    });
    if (problem !== null)
      for (const at of places.values()) texts[at] = { problem: over?.redactor.text(problem) ?? problem };
  }
  return texts;
}

function beginning(original: string, complete: boolean, over: OverEvidence | null): OriginalText {
  const text = over === null ? original : redacted(original, complete, over);
  return {
    text: text.slice(0, RECORD_CHARACTERS),
    left: complete ? Math.max(0, text.length - RECORD_CHARACTERS) : null,
  };
}

const redacted = (text: string, complete: boolean, { redactor }: OverEvidence): string =>
  complete ? redactor.record(text) : redactor.beginning(text);

const byId = async (original: Connection): Promise<ReadonlyMap<number, Line>> =>
  new Map((await evidenceRows(original)).map((line) => [line.evidence_id, line]));

/** By file, where each record stands in the list. */
function grouped(records: readonly Citation[]): Map<string, Map<number, number>> {
  const files = new Map<string, Map<number, number>>();
  records.forEach((one, at) => {
    const places = files.get(fileOf(one)) ?? new Map<number, number>();
    files.set(fileOf(one), places.set(one.record, at));
  });
  return files;
}
