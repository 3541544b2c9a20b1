import type { ReportedPicture } from '../../../shared/report.ts';
import type { Connection } from '../db/database.ts';
import { readPictures, type PictureFile } from '../pictures/store.ts';

/** What the report tells of a picture; its file stands in the PDF report and in a bundle. */
export const reportedPicture = (one: PictureFile, custody: boolean): ReportedPicture => ({
  title: one.title,
  sha256: one.sha256,
  width: one.width,
  height: one.height,
  author: custody ? one.author : null,
  written_at: custody ? one.written_at : null,
});

export const reportedPictures = async (desk: Connection, custody: boolean): Promise<ReportedPicture[]> =>
  (await readPictures(desk)).pictures.map((one) => reportedPicture(one, custody));
