import type { Redaction } from '../../../shared/redaction.ts';
import type { Report, ReportedPicture } from '../../../shared/report.ts';
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

/** Of a redacted report those that were drawn with its pseudonyms, and how many it leaves out. */
export async function reportedPictures(
  desk: Connection,
  redacted: readonly Redaction[] | undefined,
  custody: boolean,
): Promise<Pick<Report, 'pictures' | 'pictures_left_out'>> {
  const { pictures, hidden } = await shownPictures(desk, redacted);
  return {
    pictures: pictures.map((one) => reportedPicture(one, custody)),
    pictures_left_out: hidden,
  };
}

/** What a reader of a redacted report is told of pictures that it leaves out; nothing where it has them all. */
export const picturesNote = (hidden: number): string | null =>
  hidden === 0
    ? null
    : `${hidden} ${hidden === 1 ? 'picture is' : 'pictures are'} left out: what stands in pixels cannot be replaced. One that is put here with pseudonyms is shown.`;
