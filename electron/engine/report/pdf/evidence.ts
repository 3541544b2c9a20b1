import type { Content } from 'pdfmake/interfaces.js';
import type { ReportedEvidence } from '../../../../shared/report.ts';
import type { Told } from './gather.ts';
import {
  bold,
  count,
  counted,
  heading,
  mono,
  muted,
  note,
  paragraph,
  say,
  span,
  table,
  words,
} from './words.ts';

/** Every file as it was given, with its hash and what became of its records. */
export function evidence({ evidence: files, totals }: Told): Content[] {
  return [
    heading('Evidence manifest', { level: 1, id: 'evidence', newPage: true }),
    paragraph(
      `${counted(totals.files, 'line')}: ${counted(totals.records, 'record')} = ${counted(totals.events, 'event')} + ${count(totals.rejected)} rejected + ${count(totals.skipped)} skipped. `,
      bold(totals.balanced ? 'Every record is accounted for.' : 'The sums do NOT agree.'),
    ),
    note(
      'SHA-256 is that of the file as it was given, also for a member of an archive, whose own hash stands below it. It can be computed again with sha256sum or Get-FileHash.',
    ),
    table(
      files.map((one, index) => [say(index + 1), fileCell(one), sourceCell(one), recordsCell(one)]),
      { whole: true, widths: [4, 56, 20, 20], head: ['', 'File, SHA-256', 'Log source, time', 'Records'] },
    ),
  ];
}

const fileCell = (one: ReportedEvidence) =>
  words(
    bold(one.path, { most: 2000 }),
    one.member === null ? '' : say(` › ${one.member}`, { most: 2000 }),
    say('  '),
    mono(one.sha256 ?? 'no hash: it could not be read'),
    one.content_sha256 !== null && one.content_sha256 !== one.sha256
      ? [...muted(' member '), ...mono(one.content_sha256)]
      : '',
    muted(
      ` ${one.bytes === null ? 'size unknown' : counted(one.bytes, 'byte')}${one.compression === null || one.compression === 'none' ? '' : `, ${one.compression}`}`,
    ),
    one.message === null ? '' : say(` ${one.message}`),
  );

const sourceCell = (one: ReportedEvidence) =>
  words(
    say(one.source === null ? one.status : `${one.source}${one.shape === null ? '' : `, ${one.shape}`}`),
    one.source !== null && one.status !== 'loaded' ? say(` (${one.status})`) : '',
    one.first_timestamp === null ? '' : muted(` ${span(one.first_timestamp, one.last_timestamp)}`),
  );

function recordsCell(one: ReportedEvidence) {
  const skips = Object.entries(one.skip_reasons).map(([reason, records]) => `${reason}: ${count(records)}`);
  return words(
    say(`${count(one.records)} = ${count(one.events)} + ${count(one.rejected)} + ${count(one.skipped)}`),
    skips.length === 0 ? '' : muted(` skipped: ${skips.join(', ')}`),
  );
}
