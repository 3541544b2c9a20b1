import { totals } from '../../../desk/ledger.ts';
import { coverage } from '../../../desk/overview.ts';
import { listHunts } from '../../../hunting.ts';
import { shownPictures } from '../../../pictures/store.ts';
import { listTrees } from '../../../triage.ts';
import {
  acts,
  dataInOrder,
  decided,
  reportedCoverage,
  reportedMutes,
  reportedOwnHunts,
  reportedOwnTrees,
} from '../../json-report.ts';
import { by } from '../../order.ts';
import { reportedAlerts } from '../../reported-alerts.ts';
import { reportedEvidence } from '../../reported-evidence.ts';
import { reportedFindings } from '../../reported-findings.ts';
import { reportedIncidents } from '../../reported-incidents.ts';
import { reportedLineage } from '../../reported-lineage.ts';
import { reportedMarks, reportedNotes, thingsInOrder } from '../../reported-marks.ts';
import { reportedNetworks } from '../../reported-networks.ts';
import { picturesNote } from '../../reported-pictures.ts';
import { redactionNote } from '../../redaction-note.ts';
import { reportedVerdicts } from '../../reported-verdicts.ts';
import type { ExportContext, ExportFormat, Write } from '../definition.ts';
import {
  actRow,
  CUSTODY_HEAD,
  decision,
  LEARNED_HEAD,
  learnedRow,
  mark,
  mute,
  network,
  note,
  picture,
} from './analyst.ts';
import { finding, incident, verdict } from './entries.ts';
import {
  LEDGER_HEAD,
  ledgerRow,
  OFFSETS_HEAD,
  offsetRow,
  REJECTS_HEAD,
  rejectRows,
  sourceRow,
  SOURCES_HEAD,
} from './evidence.ts';
import { key } from './lineage.ts';
import { HUNTS_HEAD, huntRow, looseAlerts, ownHunt, ownTree, treeRow, TREES_HEAD } from './method.ts';
import { begin, END, html, tableBegin, TABLE_END, type Html } from './page.ts';

export const format: ExportFormat = {
  id: 'html',
  title: 'HTML page',
  purpose: 'The report as one page that any browser opens, without script and without a connection.',
  files: 'one',
  extension: '.html',
  options: ['custody'],
  redactable: true,
  write: (context, out) =>
    out.file('', async (write) => {
      await write(begin(context.info.case.name));
      await write((await head(context)).text);
      await found(context, write);
      await analyst(context, write);
      await method(context, write);
      await evidence(context, write);
      await write(END);
    }),
};

type Entries<T> = Iterable<T> | AsyncIterable<T>;

async function section<T>(
  write: Write,
  title: string,
  entries: Entries<T>,
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

async function tableOf<T>(
  write: Write,
  title: string,
  columns: readonly string[],
  rows: Entries<T>,
  rowOf: (row: T) => Html,
): Promise<void> {
  let isEmpty = true;
  await write(`<h2>${title}</h2>\n`);
  for await (const row of rows) {
    if (isEmpty) await write(tableBegin(columns));
    await write(`${rowOf(row).text}\n`);
    isEmpty = false;
  }
  await write(isEmpty ? '<p>None.</p>\n' : TABLE_END);
}

async function found({ desk, info }: ExportContext, write: Write): Promise<void> {
  const { readers, custody = false } = info;
  await section(write, 'Incidents', reportedIncidents(desk), incident);
  await section(write, 'Verdicts', reportedVerdicts(desk, readers, { custody }), verdict);
  await section(write, 'Findings', reportedFindings(desk, readers), finding);
  await section(write, 'Alerts that started no decision tree', reportedAlerts(desk), looseAlerts);
  await section(write, 'Where keys come from', reportedLineage(desk), key);
}

/** What a person wrote, decided and drew. */
async function analyst({ desk, info }: ExportContext, write: Write): Promise<void> {
  const { custody = false } = info;
  const carrying = await thingsInOrder(desk);
  const { known, learned, minimums, below_minimums } = await reportedNetworks(desk);
  await section(write, 'Notes of the analyst', reportedNotes(carrying, custody), note);
  await section(write, 'Stars and tags', reportedMarks(carrying), mark);
  await section(write, 'Findings set aside', await reportedMutes(desk, custody), mute);
  await section(write, 'Who is who, as decided', await decided(desk), decision);
  await section(write, 'Known networks', known, network);
  await tableOf(write, 'Networks learned from agents', LEARNED_HEAD, learned, learnedRow);
  const { devices, days } = minimums;
  await write(
    html`<p>
      A learned network counts from ${devices} devices and ${days} days on; ${below_minimums} do not.
    </p>`.text,
  );
  const { pictures, hidden } = await shownPictures(desk, info.redacted);
  await section(write, 'Pictures', pictures, picture);
  const left = picturesNote(hidden);
  if (left !== null) await write(html`<p>${left}</p>`.text);
}

async function method({ desk, info }: ExportContext, write: Write): Promise<void> {
  const hunts = (await listHunts(desk)).sort(by((one) => [one.id]));
  const trees = (await listTrees(desk)).sort(by((one) => [one.id]));
  await tableOf(write, 'Hunts', HUNTS_HEAD, hunts, huntRow);
  await tableOf(write, 'Decision trees', TREES_HEAD, trees, treeRow);
  await section(write, 'Hunts of the case itself', await reportedOwnHunts(desk), ownHunt);
  await section(write, 'Decision trees of the case itself', await reportedOwnTrees(desk), ownTree);
  await section(
    write,
    'Data that answers rest on',
    dataInOrder(info),
    (one) =>
      html`<p>
        ${one.title}, ${one.version}${one.date === null ? '' : `, ${one.date}`}
        (${one.licence})${one.sha256 === null ? null : html`, SHA-256 <code>${one.sha256}</code>`}
      </p>`,
  );
}

async function evidence({ desk, info }: ExportContext, write: Write): Promise<void> {
  const { sources, offsets } = await reportedCoverage(desk, info.readers);
  await tableOf(write, 'Coverage', SOURCES_HEAD, sources, sourceRow);
  await tableOf(write, 'How times were written', OFFSETS_HEAD, offsets, offsetRow);
  await tableOf(write, 'Evidence', LEDGER_HEAD, reportedEvidence(desk), ledgerRow);
  await tableOf(write, 'Rejected records', REJECTS_HEAD, rejectRows(reportedEvidence(desk)), (row) => row);
  if (info.custody) await tableOf(write, 'Audit log of the case', CUSTODY_HEAD, await acts(desk), actRow);
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
    } `;
}
