import { basename } from 'node:path';
import {
  BUNDLE_REPORT,
  type BundledFile,
  type BundleManifest,
  type BundleVerification,
} from '../../../shared/bundle.ts';
import { CaseFile } from '../case-file.ts';
import type { Connection } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { EngineState } from '../engine-state.ts';
import { importData } from '../enrich/address/import-data.ts';
import type { Job } from '../job.ts';
import { analyse } from '../pipeline.ts';
import { reportParts } from '../report/json-report.ts';
import { reportInfo } from '../report/report-info.ts';
import { writtenFile } from '../report/sinks.ts';
import { checkBundle, contentOf, type Bundle } from './check-bundle.ts';
import { compareReports } from './compare-reports.ts';
import { NUMBERS } from './manifest.ts';
import { findEvidence, type Found, type PlacedFile } from './find-evidence.ts';
import { writeOnRecords, writeSettings } from './write-kept.ts';

export interface OpenBundle {
  path: string;
  /** A new case, made where the bundle is whole. Its evidence is laid beside it. */
  case: string;
  /** A folder with the evidence of a bundle that has none. */
  evidence?: string | undefined;
  /** Data files that the case was asked of and that are in no bundle. */
  data: readonly string[];
  passwords: readonly string[];
}

const NOTHING = { missing: [], notices: [], differences_total: 0, differences: [] };

/**
 * Checks every byte of a bundle, makes a new case of its evidence and settings, analyses it, and holds its report against the bundled one.
 * The new case stays open. Throws where something could not be done at all.
 */
export async function openBundle(engine: EngineState, asked: OpenBundle): Promise<BundleVerification> {
  const { sha256, bundle, problems } = await checkBundle(asked.path);
  if (!bundle) return { ...NOTHING, sha256, state: 'damaged', problems };
  const found = await findEvidence(bundle, `${asked.case}.evidence`, asked.evidence);
  const { files, missing } = found;
  if (missing.length > 0)
    return {
      ...{ ...NOTHING, sha256, problems, state: 'incomplete' },
      missing: missing.map((one) => `${one.path} (SHA-256 ${one.sha256 ?? ''})`),
    };
  const notices = await madeAgain(engine, asked, bundle.manifest, found);
  const { total, listed } = await withOldPaths(engine, files, () => compared(engine, bundle));
  await engine.case.audit('bundle.opened', asked.path, JSON.stringify({ sha256, differences: total }));
  const state = total === 0 ? 'same' : 'differs';
  return { ...NOTHING, sha256, problems, state, notices, differences_total: total, differences: listed };
}

/** The case of the bundle, from its evidence on. Gives what is to be known of it. */
async function madeAgain(
  engine: EngineState,
  { case: path, data, passwords }: OpenBundle,
  manifest: BundleManifest,
  { files, unread }: Found,
): Promise<string[]> {
  const { name, examiner, reference, time_zone } = manifest.case;
  const about = { name, time_zone, examiner: examiner ?? undefined, reference: reference ?? undefined };
  await engine.openCase(() => CaseFile.create(path, about, engine.settings));
  const { kept } = manifest;
  await engine.alone(({ database: { job } }) =>
    job.transaction(() => writeSettings(job, kept, engine.now())),
  );
  const brought = await bring(engine, manifest, data);
  if (passwords.length > 0) engine.remember(passwords);
  if (files.length > 0)
    await done(engine.startImport(files.map((file) => ({ path: file.now, name: file.name }))));
  await engine.alone(({ database: { job } }) => enterUnread(job, unread));
  const { rows, lost } = await engine.alone(({ database: { job } }) =>
    job.transaction(() => writeOnRecords(job, kept, engine.now())),
  );
  const { resourcesPath } = engine.options;
  if (rows > 0 || files.length === 0)
    await done(engine.start((job, file) => analyse(job, file, { resourcesPath })));
  return [
    ...otherTool(engine, manifest),
    ...notBrought(manifest, brought),
    ...(lost === 0
      ? []
      : [`${lost} marks, answers or picked sessions stand on records that this run does not have`]),
  ];
}

async function done(job: Job): Promise<void> {
  await job.ended;
  const { state, message } = job.current;
  if (state !== 'done') throw new Error(message ?? 'stopped before the case was made again');
}

/** Lines of files of which nothing was read stand as they were. */
function enterUnread(job: Connection, unread: readonly BundledFile[]): Promise<void> {
  if (unread.length === 0) return Promise.resolve();
  return job.run(
    sql`INSERT INTO evidence BY NAME
      SELECT ((SELECT coalesce(max(evidence_id // ${NUMBERS}), 0) FROM evidence) + row_number() OVER ()) * ${NUMBERS} AS evidence_id, r.*
      FROM (SELECT unnest(from_json(${JSON.stringify(unread)}::JSON, ${UNREAD}), recursive := true)) r`,
  );
}

const UNREAD = JSON.stringify([
  {
    ...{ path: 'VARCHAR', name: 'VARCHAR', status: 'VARCHAR', message: 'VARCHAR', bytes: 'BIGINT' },
    ...{ sha256: 'VARCHAR', content_sha256: 'VARCHAR', compression: 'VARCHAR', encoding: 'VARCHAR' },
    ...{ source: 'VARCHAR', shape: 'VARCHAR' },
  },
]);

/** Gives the hashes of the data that was taken in. */
async function bring(
  engine: EngineState,
  manifest: BundleManifest,
  paths: readonly string[],
): Promise<Set<string>> {
  const hashes = new Set<string>();
  for (const path of paths) {
    const { sha256 } = await writtenFile(path);
    const name = manifest.data.find((one) => one.sha256 === sha256)?.name ?? basename(path);
    await engine.alone((file) => importData(file.database.job, { path, name }));
    hashes.add(sha256);
  }
  return hashes;
}

const notBrought = ({ data }: BundleManifest, brought: ReadonlySet<string>): string[] =>
  data
    .filter((one) => one.origin !== 'built in' && !brought.has(one.sha256 ?? ''))
    .map(
      (one) =>
        `the case was asked of ${one.name ?? one.title} (SHA-256 ${one.sha256 ?? 'not known'}), which is in no bundle: what it says of addresses is missing here`,
    );

const otherTool = ({ options }: EngineState, { tool }: BundleManifest): string[] =>
  tool.version === options.toolVersion
    ? []
    : [`the bundle was made by version ${tool.version}, and this is version ${options.toolVersion}`];

/** The report names evidence by where it was; the case by where it is. */
async function withOldPaths<T>(
  engine: EngineState,
  files: readonly PlacedFile[],
  work: () => Promise<T>,
): Promise<T> {
  const rename = (from: 'path' | 'now', to: 'path' | 'now') =>
    engine.alone(({ database: { job } }) =>
      job.transaction(async () => {
        for (const file of files) await renamed(job, file[from], file[to], file);
      }),
    );
  await rename('now', 'path');
  try {
    return await work();
  } finally {
    await rename('path', 'now');
  }
}

const renamed = (job: Connection, from: string, to: string, { sha256, name }: PlacedFile): Promise<void> =>
  job.run(sql`UPDATE evidence SET path = ${to}
    WHERE path = ${from} AND name = ${name}
      AND evidence_id // ${NUMBERS} IN (SELECT evidence_id // ${NUMBERS} FROM evidence WHERE member IS NULL AND sha256 = ${sha256})`);

async function compared(engine: EngineState, { path, files }: Bundle) {
  const stored = files.get(BUNDLE_REPORT);
  if (!stored) throw new Error('the bundle has no report');
  const info = await reportInfo(engine);
  return compareReports(() => texts(contentOf(path, stored)), reportParts(engine.desk, info));
}

async function* texts(pieces: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
