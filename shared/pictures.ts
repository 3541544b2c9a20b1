import { z } from 'zod';
import { Redaction } from './redaction.ts';

/** A picture is at most so large: as a file in bytes, and in pixels. */
export const PICTURE_MOST = { bytes: 4_000_000, pixels: 16_000_000, side: 16_000, kept: 40 } as const;

/** Of four characters of base64 three bytes come. */
export const PictureText = z
  .string()
  .min(1)
  .max(Math.ceil(PICTURE_MOST.bytes / 3) * 4);

export const PictureTitle = z.string().trim().min(1).max(300);

/** A picture that an analyst put into the report. */
export const Picture = z.object({
  picture: z.number().int(),
  title: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  /** Of the PNG file. */
  sha256: z.string(),
  /** What has pseudonyms in its pixels. A redacted export shows it only where that is all that it redacts. */
  redacted: z.array(Redaction),
  author: z.string(),
  written_at: z.string(),
});
export type Picture = z.infer<typeof Picture>;
