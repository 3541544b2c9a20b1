import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ExportedFile } from '../../shared/exports.ts';
import { toFile } from './export.ts';
import type { ReportCommand } from './report-arguments.ts';
import type { Session } from './session.ts';
import { line } from './summary.ts';
import { counted } from './text.ts';

/** Writes a case in every format asked for, one after the other, with the hash of each file; gives the exit code. */
export async function reportCase(session: Session, command: ReportCommand): Promise<number> {
  if (!existsSync(command.case)) throw new Error(`no such case: ${command.case}`);
  const info = await session.client.case.open({ path: command.case });
  for (const notice of info.notices) session.note(line(notice));
  for (const { format, path } of command.to) {
    session.check();
    const files =
      path === '-' ? await onScreen(session, command, format) : await toPath(session, command, format, path);
    session.note(told(format, path, files));
  }
  return 0;
}

async function toPath(
  { client, signal, check }: Session,
  { bom, custody, evidence, redact, sections }: ReportCommand,
  format: string,
  path: string,
): Promise<ExportedFile[]> {
  try {
    return (
      await client.report.export(
        { format, path: resolve(path), bom, custody, evidence, redact, sections },
        { signal },
      )
    ).files;
  } catch (cause) {
    check();
    throw cause;
  }
}

const onScreen = (
  session: Session,
  { bom, custody, evidence, redact, sections }: ReportCommand,
  format: string,
): Promise<ExportedFile[]> =>
  toFile(session, '-', (write) =>
    session.engine.exportReport(
      format,
      { bom, custody, evidence, redact, sections },
      { file: (_name, work) => work(write) },
    ),
  );

/** One file with its hash; of several the one that lists them, which is the last. */
function told(format: string, path: string, files: readonly ExportedFile[]): string {
  const last = files.at(-1);
  const where = path === '-' ? 'standard output' : path;
  if (files.length === 1) return line(`${format}: ${where}, SHA-256 ${last?.sha256 ?? ''}`);
  return line(
    `${format}: ${counted(files.length, 'file')} in ${where}, SHA-256 of ${last?.name}: ${last?.sha256}`,
  );
}
