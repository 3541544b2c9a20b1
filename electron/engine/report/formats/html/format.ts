import { totals } from '../../../desk/ledger.ts';
import { coverage } from '../../../desk/overview.ts';
import { reportedEvidence } from '../../reported-evidence.ts';
import { reportedFindings } from '../../reported-findings.ts';
import { reportedIncidents } from '../../reported-incidents.ts';
import { redactionNote } from '../../redaction-note.ts';
import { reportedPictures } from '../../reported-pictures.ts';
import { reportedVerdicts } from '../../reported-verdicts.ts';
import type { ExportContext, ExportFormat, Write } from '../definition.ts';
import { evidenceRow, finding, incident, picture, verdict } from './entries.ts';
import { begin, END, html, type Html } from './page.ts';

export const format: ExportFormat = {
  id: 'html',
  title: 'HTML page',
  purpose: 'The report as one page that any browser opens, without script and without a connection.',
  files: 'one',
  extension: '.html',
  options: [],
  redactable: true,
  write: (context, out) =>
    out.file('', async (write) => {
      const { desk, info } = context;
      await write(begin(info.case.name));
      await write((await head(context)).text);
      await section(write, 'Incidents', reportedIncidents(desk), incident);
      await section(write, 'Verdicts', reportedVerdicts(desk, info.readers, { custody: false }), verdict);
      await section(write, 'Findings', reportedFindings(desk, info.readers), finding);
      const pictures = await reportedPictures(desk, info.redacted, false);
      await section(write, 'Pictures of the PDF report', pictures, picture);
      await write(`<h2>Evidence</h2>\n${TABLE_HEAD.text}\n`);
      for await (const line of reportedEvidence(desk)) await write(`${evidenceRow(line).text}\n`);
      await write(`</table>\n${END}`);
    }),
};

async function section<T>(
  write: Write,
  title: string,
  entries: Iterable<T> | AsyncIterable<T>,
  htmlOf: (entry: T) => Html,
): Promise<void> {
  let isEmpty = true;
  await write(`<h2>${title}</h2>\n`);
  for await (const entry of entries) {
    await write(`${htmlOf(entry).text}\n`);
    isEmpty = false;
  }
  if (isEmpty) await write('<p>None.</p>\n');
}

async function head({ desk, info }: ExportContext): Promise<Html> {
  const { files, records, events, rejects, skips, balanced } = await totals(desk);
  const { missing } = await coverage(desk, info.readers);
  const note = redactionNote(info.redacted);
  const gaps = missing.map((one) => html`<li>${one.title}: would be answered by ${one.missing}</li>`);
  return html`<h1>${info.case.name}</h1>
    <dl>
      <dt>Examiner</dt>
      <dd>${info.case.examiner ?? '–'}</dd>
      <dt>Reference</dt>
      <dd>${info.case.reference ?? '–'}</dd>
      <dt>Made with</dt>
      <dd>${info.tool.name} ${info.tool.version}</dd>
      <dt>Times</dt>
      <dd>UTC</dd>
      ${
        note === null
          ? null
          : html`<dt>Redacted</dt>
              <dd>${note}</dd>`
      }
      <dt>Evidence</dt>
      <dd>
        ${records} records = ${events} events + ${rejects} rejects + ${skips} skips, in ${files}
        files${balanced ? '' : ' (not balanced)'}
      </dd>
    </dl>
    <h2>What no log in the case can answer</h2>
    ${
      gaps.length === 0
        ? html`<p>Nothing.</p>`
        : html`<ul>
            ${gaps}
          </ul>`
    }
    <h2>Data that answers rest on</h2>
    <ul>
      ${info.data.map((one) => html`<li>${one.title}, ${one.version}${one.date === null ? '' : `, ${one.date}`} (${one.licence})</li>`)}
    </ul> `;
}

const TABLE_HEAD = html`<table>
  <tr>
    <th>File</th>
    <th>Status</th>
    <th>Log</th>
    <th>Records</th>
    <th>Events</th>
    <th>Rejected</th>
    <th>Skipped</th>
    <th>SHA-256</th>
  </tr>
</table>`;
