import type {
  ReportedEvidence,
  ReportedFinding,
  ReportedIncident,
  ReportedVerdict,
} from '../../../../../shared/report.ts';
import { totals } from '../../../desk/ledger.ts';
import { coverage } from '../../../desk/overview.ts';
import { markdownText } from '../../escapes.ts';
import { reportedEvidence } from '../../reported-evidence.ts';
import { reportedFindings } from '../../reported-findings.ts';
import { reportedIncidents } from '../../reported-incidents.ts';
import { redactionNote } from '../../redaction-note.ts';
import { picturesNote, reportedPictures } from '../../reported-pictures.ts';
import { reportedVerdicts } from '../../reported-verdicts.ts';
import { placeOf } from '../../tables/place.ts';
import type { ExportContext, ExportFormat, Write } from '../definition.ts';

export const format: ExportFormat = {
  id: 'markdown',
  title: 'Markdown',
  purpose:
    'A summary to be pasted into a ticket, in which no text of the evidence is a link, a mention or HTML.',
  files: 'one',
  extension: '.md',
  options: [],
  redactable: true,
  write: (context, out) =>
    out.file('', async (write) => {
      await write(await head(context));
      await list(write, 'Incidents', reportedIncidents(context.desk), incident);
      await list(
        write,
        'Verdicts',
        reportedVerdicts(context.desk, context.info.readers, { custody: false }),
        verdict,
      );
      await list(write, 'Findings', unmuted(context), finding);
      await pictures(context, write);
      await list(write, 'Evidence', reportedEvidence(context.desk), evidence);
    }),
};

/** Entries of a list that a ticket is given, and records that each names; the rest is counted. */
const MOST_ENTRIES = 50;
const MOST_PLACES = 5;

async function head({ desk, info }: ExportContext): Promise<string> {
  const { files, records, events, rejects, skips } = await totals(desk);
  const { missing } = await coverage(desk, info.readers);
  const sum = `${records} records = ${events} events + ${rejects} rejects + ${skips} skips, in ${files} files`;
  return [
    `# Case ${markdownText(info.case.name)}\n`,
    item('Examiner', info.case.examiner),
    item('Reference', info.case.reference),
    `- Made with: Interloper ${markdownText(info.tool.version)}`,
    item('Redacted', redactionNote(info.redacted)),
    `- Evidence: ${sum}`,
    ...missing.map(
      (one) => `- Not answered: ${markdownText(one.title)}, without ${markdownText(one.missing)}`,
    ),
    '',
  ]
    .filter((line) => line !== null)
    .join('\n');
}

const item = (label: string, value: string | null): string | null =>
  value === null ? null : `- ${label}: ${markdownText(value)}`;

async function list<T>(
  write: Write,
  title: string,
  entries: AsyncIterable<T>,
  textOf: (entry: T) => string,
): Promise<void> {
  let count = 0;
  await write(`\n## ${title}\n\n`);
  for await (const entry of entries) if (++count <= MOST_ENTRIES) await write(textOf(entry));
  if (count === 0) await write('None.\n');
  if (count > MOST_ENTRIES)
    await write(`- … and ${count - MOST_ENTRIES} more, which the other formats list.\n`);
}

/** A ticket has no picture of ours: which there are is told. */
async function pictures({ desk, info }: ExportContext, write: Write): Promise<void> {
  const { pictures: shown, pictures_left_out } = await reportedPictures(desk, info.redacted, false);
  if (shown.length + pictures_left_out === 0) return;
  await write('\n## Pictures of the report\n\n');
  for (const one of shown) await write(`- ${markdownText(one.title)}\n${below(`SHA-256 ${one.sha256}`)}`);
  const left = picturesNote(pictures_left_out);
  if (left !== null) await write(`- ${left}\n`);
}

async function* unmuted({ desk, info }: ExportContext): AsyncGenerator<ReportedFinding> {
  for await (const one of reportedFindings(desk, info.readers)) if (one.muted === null) yield one;
}

/** Lines below an entry of a list. */
const below = (...lines: (string | null)[]): string =>
  lines.map((line) => (line === null ? '' : `  - ${line}\n`)).join('');

const between = ({ start, end }: { start: string | null; end: string | null }): string =>
  `${start ?? 'not known'} to ${end ?? 'not known'}`;

const incident = (one: ReportedIncident): string =>
  `- **${one.verdict ?? one.severity ?? 'incident'}**, score ${one.score}: ${one.entity.kind} ${markdownText(one.entity.value)}\n${below(
    markdownText(one.summary),
    between(one.window),
    one.attack.length === 0 ? null : `ATT&CK: ${one.attack.map(markdownText).join(', ')}`,
  )}`;

const verdict = (one: ReportedVerdict): string =>
  `- **${(one.own ?? one).verdict}**${one.own ? ' (with answers of the analyst)' : ''}, score ${(one.own ?? one).score}: ${one.subject.kind} ${markdownText(one.subject.value)}\n${below(
    markdownText((one.own ?? one).reason),
    ...(one.picked === null ? [] : pickedLines(one.picked)),
    ...(one.own ?? one).path.map(
      (step) => `${markdownText(step.text)} **${markdownText(step.answer)}**: ${markdownText(step.reason)}`,
    ),
    ...one.missing.map((log) => `Would answer: ${markdownText(log)}`),
  )}`;

const pickedLines = ({ reason, sessions }: NonNullable<ReportedVerdict['picked']>): string[] => [
  `An analyst picked two sign-ins to have their sessions compared: ${reason === '' ? 'no reason given' : markdownText(reason)}`,
  ...sessions.map((event) => `Record: ${markdownText(placeOf(event))}`),
];

const finding = (one: ReportedFinding): string =>
  `- **${one.severity}**, score ${one.score}: ${markdownText(one.title)}, ${one.entity.kind} ${markdownText(one.entity.value)}\n${below(
    markdownText(one.summary),
    between(one.window),
    ...one.events.slice(0, MOST_PLACES).map((event) => `Record: ${markdownText(placeOf(event))}`),
    one.events.length > MOST_PLACES ? `… and ${one.events.length - MOST_PLACES} more records` : null,
  )}`;

const evidence = (one: ReportedEvidence): string =>
  `- ${markdownText(one.path)}${one.member === null ? '' : ` ${markdownText(one.member)}`}: ${one.status}, ${one.events} events\n${below(
    one.sha256 === null ? null : `SHA-256 ${markdownText(one.sha256)}`,
  )}`;
