import type { Citation } from '../../../../shared/report.ts';

/** Where a cited record stands, in one text: `logs/trail.zip!part.json#12`. */
export const placeOf = ({ path, member, record }: Citation): string =>
  `${path}${member === null ? '' : `!${member}`}#${record}`;
