import type { CaseInfo } from '../../../../shared/contract.ts';
import type { ExportFormatInfo } from '../../../../shared/exports.ts';
import type { PdfSection } from '../../../../shared/pdf-report.ts';
import type { Connection, Database } from '../../db/database.ts';
import type { Redactor } from '../../redact/redactor.ts';
import type { Unpacking } from '../../ingest/containers.ts';
import type { ReportInfo } from '../json-report.ts';

/** Takes the next piece of a file, and answers when it may go on. */
export type Write = (piece: string | Uint8Array) => Promise<void>;

/** Where the files of an export go: a host's file, folder or archive. */
export interface Sink {
  /** `name` is made by the format, of words of its own; empty for a format of one file. */
  file(name: string, work: (write: Write) => Promise<void>): Promise<void>;
}

/** What finds the evidence itself again, and redacts what it holds. */
export interface OverEvidence {
  redactor: Redactor;
  /** The case as it is. */
  original: Connection;
}

export interface ExportContext {
  /** Parts of the PDF that were chosen. */
  sections: readonly PdfSection[] | undefined;
  desk: Connection;
  /** For statements that take long: the connection of questions, in its turn. */
  ask: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;
  database: Database;
  /** Where pseudonyms stand: what `desk` gives has them already; what is read from the evidence itself must go through this. */
  redacted: OverEvidence | null;
  info: ReportInfo & { case: Pick<CaseInfo, 'time_zone'> };
  unpacking: Unpacking;
  /** When it is made; nothing where no time was given. */
  made: Date | null;
  /** CSV begins with a byte order mark. */
  bom: boolean;
  /** With the evidence files themselves. */
  evidence: boolean;
}

/**
 * A way to hand the case over; its id is also its option on the command line. `write` streams it in bounded memory; the same evidence, settings and version of the program give the
 * same bytes, in whatever order the evidence was imported.
 */
export interface ExportFormat extends Readonly<ExportFormatInfo> {
  /** Of a format of one file: the files that it writes always go into one ZIP archive. */
  packed?: true;
  write(context: ExportContext, out: Sink): Promise<void>;
}
