import type { Report, ReportedEvidence } from '../../../../../shared/report.ts';
import { between } from './entries.ts';
import { html, type Html } from './page.ts';

export const LEDGER_HEAD = [
  ...['File', 'Status', 'Log', 'Records', 'Events', 'Rejected', 'Skipped', 'SHA-256'],
] as const;

export const ledgerRow = (one: ReportedEvidence): Html =>
  html`<tr>
    <td>${one.path}${one.member === null ? null : html`<br />${one.member}`}</td>
    <td>${one.status}${one.message === null ? null : html`<br />${one.message}`}</td>
    <td>${one.source}</td>
    <td>${one.records}</td>
    <td>${one.events}</td>
    <td>${one.rejected}</td>
    <td>${one.skipped}</td>
    <td><code>${one.sha256}</code></td>
  </tr>`;

export const REJECTS_HEAD = ['File', 'Record', 'Place', 'Reason', 'Text'] as const;

/** Of one file; the CSV of rejects has them all. */
const MOST_REJECTS = 100;

export async function* rejectRows(evidence: AsyncIterable<ReportedEvidence>): AsyncGenerator<Html> {
  for await (const { path, member, rejects, rejected } of evidence) {
    const file = `${path}${member === null ? '' : `!${member}`}`;
    for (const one of rejects.slice(0, MOST_REJECTS))
      yield html`<tr>
        <td>${file}</td>
        <td>${one.record}</td>
        <td>${placeOf(one)}</td>
        <td>${one.reason}</td>
        <td><code>${one.excerpt}</code></td>
      </tr>`;
    if (rejected > MOST_REJECTS)
      yield html`<tr>
        <td>${file}</td>
        <td colspan="4">${rejected - MOST_REJECTS} more, which the CSV export lists</td>
      </tr>`;
  }
}

const placeOf = ({ line, byte_offset }: ReportedEvidence['rejects'][number]): string =>
  [line === null ? [] : [`line ${line}`], byte_offset === null ? [] : [`byte ${byte_offset}`]]
    .flat()
    .join(', ');

export const SOURCES_HEAD = [
  ...['Log', 'Events', 'First', 'Last', 'Users', 'Accounts', 'Hosts', 'Gaps', 'Odd times'],
] as const;

export const sourceRow = (one: Report['coverage']['sources'][number]): Html =>
  html`<tr>
    <td>${one.event_dataset}</td>
    <td>${one.events}</td>
    <td>${one.first_timestamp}</td>
    <td>${one.last_timestamp}</td>
    <td>${one.users}</td>
    <td>${one.accounts}</td>
    <td>${one.hosts}</td>
    <td>
      ${one.gaps.map((gap) => html`${between(gap)} (${Math.round(gap.seconds)} s)<br />`)}
      ${one.gaps_total > one.gaps.length ? `${one.gaps_total - one.gaps.length} shorter ones` : null}
    </td>
    <td>
      ${one.early.events === 0 ? null : html`${one.early.events} far before the rest<br />`}
      ${one.late.events === 0 ? null : `${one.late.events} far after the rest`}
    </td>
  </tr>`;

export const OFFSETS_HEAD = ['Log source', 'Files', 'Events by the offset of their time'] as const;

/** A time without an offset was taken as UTC. */
export const offsetRow = (one: Report['coverage']['offsets'][number]): Html =>
  html`<tr>
    <td>${one.source}</td>
    <td>${one.files}</td>
    <td>
      ${Object.entries(one.offsets)
        .map(([offset, events]) => `${offset === 'none' ? 'without one' : offset}: ${events}`)
        .join(', ')}
    </td>
  </tr>`;
