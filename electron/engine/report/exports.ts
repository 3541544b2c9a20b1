import { renameSync, rmSync } from 'node:fs';
import type { ExportChoices } from '../../../shared/exports.ts';
import { sql } from '../db/sql.ts';
import { inTurn } from '../db/turns.ts';
import type { EngineState } from '../engine-state.ts';
import type { ExportContext, ExportFormat, Sink } from './formats/definition.ts';
import { redacting } from '../redact/redacting.ts';
import { refuseOwn } from './refuse-own.ts';
import { redactedInfo, reportInfo } from './report-info.ts';
import { fileSink, folderSink, writtenFile, type WrittenFile } from './sinks.ts';
import { SUMS, writeExport } from './write-export.ts';
import { zipSink } from './zip-sink.ts';

/** Files that the audit log names one by one; more are told by the file that lists them. */
const MOST_LOGGED = 20;

interface Place {
  path: string | null;
  sink: Sink;
  /** Closes what was written, and tells it as a person finds it. */
  end?: (files: WrittenFile[]) => Promise<WrittenFile[]>;
}

/** Writes the case in a format, logs it, and tells what was written. Throws while a job changes the case, or where one began meanwhile. */
export async function exportTo(
  engine: EngineState,
  format: ExportFormat,
  choices: ExportChoices,
  place: Place,
  signal?: AbortSignal,
): Promise<WrittenFile[]> {
  refuseToRedact(format, choices);
  const files = await undisturbed(engine, async () => {
    const written = await inContext(engine, choices, signal, (context) =>
      writeExport(format, context, place.sink, signal),
    );
    return place.end ? place.end(written) : written;
  });
  const whole = ({ name }: WrittenFile) => name === '';
  const logged =
    files.length > MOST_LOGGED ? files.filter((file) => file.name === SUMS || whole(file)) : files;
  const count = files.filter((file) => files.length === 1 || !whole(file)).length;
  const detail = { format: format.id, ...choices, count, files: logged };
  await engine.case.audit('report.exported', place.path, JSON.stringify(detail));
  return files;
}

/** Throws where a format cannot have pseudonyms. */
function refuseToRedact({ redactable, title }: ExportFormat, { redact }: ExportChoices): void {
  if (!redactable && redact.length > 0)
    throw new Error(
      `a ${title.toLowerCase()} cannot be redacted: it is run again over the evidence, with all of its names`,
    );
}

/** Gives `work` the case to read: as it is, or with pseudonyms in it. */
async function inContext<T>(
  engine: EngineState,
  { bom, custody, evidence, redact, sections }: ExportChoices,
  signal: AbortSignal | undefined,
  work: (context: ExportContext) => Promise<T>,
): Promise<T> {
  const { database } = engine.case;
  const info = { ...(await reportInfo(engine)), custody };
  const shared = { database, unpacking: engine.unpacking, made: engine.made, bom, evidence, sections };
  if (redact.length === 0)
    return work({
      ...{ ...shared, info, desk: engine.desk, redacted: null },
      ask: (asking) => inTurn(database.asking, signal, asking),
    });
  return redacting(engine, redact, signal, ({ desk, redactor }) =>
    work({
      ...{ ...shared, info: redactedInfo(info, redactor), desk },
      ...{ redacted: { redactor, original: engine.desk }, ask: (asking) => asking(desk) },
    }),
  );
}

/** To a path: a file, a folder for a format of several files, or those `packed` in one ZIP file. */
export async function exportToPath(
  engine: EngineState,
  format: ExportFormat,
  choices: ExportChoices,
  { path, packed }: { path: string; packed: boolean },
  signal?: AbortSignal,
): Promise<WrittenFile[]> {
  await refuseOwn(engine, path);
  if (format.packed) return exportToArchive(engine, format, choices, path, signal);
  if (format.files === 'one')
    return exportTo(engine, format, choices, { path, sink: fileSink(path) }, signal);
  if (!packed) return exportToFolder(engine, format, choices, path, signal);
  return exportToArchive(engine, format, choices, path, signal);
}

/** What was there stays until the new one is whole. */
async function exportToArchive(
  engine: EngineState,
  format: ExportFormat,
  choices: ExportChoices,
  path: string,
  signal?: AbortSignal,
): Promise<WrittenFile[]> {
  const partial = `${path}.part`;
  const sink = await zipSink(partial);
  const end = async (files: WrittenFile[]) => {
    await sink.end();
    renameSync(partial, path);
    const archive = await writtenFile(path);
    return format.packed ? [archive] : [...files, archive];
  };
  try {
    return await exportTo(engine, format, choices, { path, sink, end }, signal);
  } catch (cause) {
    await sink.abandon().catch(() => undefined);
    rmSync(partial, { force: true });
    throw cause;
  }
}

async function exportToFolder(
  engine: EngineState,
  format: ExportFormat,
  choices: ExportChoices,
  path: string,
  signal?: AbortSignal,
): Promise<WrittenFile[]> {
  const sink = folderSink(path);
  try {
    return await exportTo(engine, format, choices, { path, sink }, signal);
  } catch (cause) {
    sink.abandon();
    throw cause;
  }
}

/** What is read while a job or an analyst writes is of no one moment. Throws where one does. */
export async function undisturbed<T>(engine: EngineState, work: () => Promise<T>): Promise<T> {
  if (engine.running) throw new Error('a job is running: wait for it or cancel it first');
  const before = [engine.lastJob, await writtenBy(engine)];
  const done = await work();
  if (engine.lastJob !== before[0] || (await writtenBy(engine)) !== before[1])
    throw new Error('the case changed while it was exported: export it again');
  return done;
}

/** Acts that changed the case, whoever did them; another export is none. */
async function writtenBy({ desk }: EngineState): Promise<number> {
  const { acts } = await desk.row<{ acts: number }>(
    sql`SELECT count(*) AS acts FROM audit_log WHERE NOT regexp_full_match(action, '\\w+\\.(exported|written|previewed)')`,
  );
  return acts;
}
