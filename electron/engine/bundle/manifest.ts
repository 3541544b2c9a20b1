import {
  BUNDLE_FORMAT,
  BUNDLE_VERSION,
  type BundledFile,
  type BundleManifest,
} from '../../../shared/bundle.ts';
import type { CaseInfo, Parameter } from '../../../shared/contract.ts';
import type { Evidence } from '../../../shared/model.ts';
import type { Connection } from '../db/database.ts';
import { evidenceRows } from '../desk/ledger.ts';
import { listHunts } from '../hunting.ts';
import { jsonText } from '../report/escapes.ts';
import { dataFile, dataInOrder, reportedTotals, type ReportInfo } from '../report/json-report.ts';
import { by } from '../report/order.ts';
import { listTrees } from '../triage.ts';
import { readKept } from './read-kept.ts';

export interface BundleInfo extends ReportInfo {
  case: Pick<CaseInfo, 'name' | 'examiner' | 'reference' | 'time_zone'>;
}

/** What a second examiner needs beside the evidence. No password of it is kept anywhere, and none is here. */
export async function bundleManifest(
  desk: Connection,
  info: BundleInfo,
  evidence_included: boolean,
): Promise<BundleManifest> {
  const { name, examiner, reference, time_zone } = info.case;
  const { files, order } = await filesInOrder(desk);
  return {
    format: BUNDLE_FORMAT,
    version: BUNDLE_VERSION,
    tool: { name: info.tool.name, version: info.tool.version },
    case: { name, examiner, reference, time_zone },
    evidence_included,
    evidence: files,
    import_order: (await orderDecides(desk)) ? order : null,
    totals: await reportedTotals(desk),
    data: dataInOrder(info).map(dataFile),
    hunts: (await listHunts(desk))
      .map(({ id, parameters }) => ({ id, parameters: valuesOf(parameters) }))
      .sort(by((one) => [one.id])),
    trees: (await listTrees(desk))
      .map(({ id, version, parameters }) => ({ id, version, parameters: valuesOf(parameters) }))
      .sort(by((one) => [one.id])),
    kept: await readKept(desk, info.custody ?? false),
  };
}

const valuesOf = (parameters: readonly Parameter[]): Record<string, Parameter['value']> =>
  Object.fromEntries(parameters.map((one) => [one.name, one.value]));

/** The files that were given, by path and content, and their places in the order of import. */
async function filesInOrder(desk: Connection): Promise<{ files: BundledFile[]; order: number[] }> {
  const rows = await evidenceRows(desk);
  const given = rows.filter((row) => row.member === null).map((row) => fileOf(row, rows));
  const files = [...given].sort(by((one) => [one.path, one.sha256, one.status, one.name]));
  return { files, order: given.map((one) => files.indexOf(one)) };
}

/** Members of an archive follow its own line, with numbers below the next file's. */
export const NUMBERS = 2 ** 24;

function fileOf(row: Evidence, rows: readonly Evidence[]): BundledFile {
  const first = row.evidence_id - (row.evidence_id % NUMBERS);
  const lines = rows.filter((one) => one.evidence_id >= first && one.evidence_id < first + NUMBERS);
  const sum = (count: (one: Evidence) => number) => lines.reduce((total, one) => total + count(one), 0);
  return {
    path: row.path,
    name: row.name,
    status: row.status,
    message: row.message,
    bytes: row.bytes,
    sha256: row.sha256,
    content_sha256: row.content_sha256,
    compression: row.compression,
    encoding: row.encoding,
    source: row.source,
    shape: row.shape,
    lines: lines.length,
    records: sum((one) => one.records),
    events: sum((one) => one.events),
    rejects: sum((one) => one.rejects),
    skips: sum((one) => one.skips),
  };
}

/** Of files and records that came twice the first counts. */
async function orderDecides(desk: Connection): Promise<boolean> {
  const { decides } = await desk.row<{ decides: boolean }>(
    `SELECT EXISTS (FROM copies) OR EXISTS (FROM evidence WHERE status = 'duplicate') AS decides`,
  );
  return decides;
}

/** One entry a line, so that two of them can be compared. */
export function manifestText(manifest: BundleManifest): string {
  const fields = Object.entries(manifest).map(([name, value]) => `${jsonText(name)}: ${entriesText(value)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

function entriesText(value: unknown): string {
  if (!Array.isArray(value) || value.length === 0) return jsonText(value);
  return `[\n${value.map((entry) => jsonText(entry)).join(',\n')}\n]`;
}
