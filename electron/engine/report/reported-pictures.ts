import type { Redaction } from '../../../shared/redaction.ts';
import type { ReportedPicture } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { shownPictures, type PictureFile } from '../pictures/store.ts';

/** What the report tells of a picture; its file stands in the PDF report and in a bundle. */
export const reportedPicture = (one: PictureFile, custody: boolean): ReportedPicture => ({
  title: one.title,
  sha256: one.sha256,
  width: one.width,
  height: one.height,
  redacted: one.redacted,
  author: custody ? one.author : null,
  written_at: custody ? one.written_at : null,
});

/** Of a redacted report those that were drawn with its pseudonyms. */
export const reportedPictures = async (
  desk: Connection,
  redacted: readonly Redaction[] | undefined,
  custody: boolean,
): Promise<ReportedPicture[]> =>
  (await shownPictures(desk, redacted)).pictures.map((one) => reportedPicture(one, custody));
