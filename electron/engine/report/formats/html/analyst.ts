import type {
  Report,
  ReportedAct,
  ReportedMark,
  ReportedNote,
  ReportedThing,
} from '../../../../../shared/report.ts';
import type { PictureFile } from '../../../pictures/store.ts';
import { placeOf } from '../../tables/place.ts';
import { between, byWhom } from './entries.ts';
import { html, type Html } from './page.ts';

/** As it was typed, its lines kept. */
export const note = (one: ReportedNote): Html =>
  html`<article>
    <h3>${thing(one.about)}${byWhom(one)}</h3>
    ${one.text.split(/\r?\n/).map((line) => html`<p>${line}</p>`)}
  </article>`;

export const mark = ({ about, starred, tags }: ReportedMark): Html =>
  html`<p>${thing(about)}: ${[...(starred ? ['starred'] : []), ...tags].join(', ')}</p>`;

export const mute = (one: Report['mutes'][number]): Html =>
  html`<p>
    ${one.title} (${one.hunt}), ${one.entity.kind}
    ${one.entity.value}${one.window.start === null ? ', whenever' : `, ${between(one.window)}`}${byWhom(one)}:
    ${one.reason}
  </p>`;

export const decision = (one: Report['person_decisions'][number]): Html =>
  html`<p>
    ${one.name} ${one.kind === 'merge' ? 'taken for one person with' : 'taken apart from'}
    ${one.with_name ?? 'the rest'}: ${one.reason}
  </p>`;

export const network = (one: Report['known_networks']['known'][number]): Html =>
  html`<p>
    ${one.prefix} ${one.name} (${one.kind}, ${one.status})${one.reason === null ? null : `: ${one.reason}`}
  </p>`;

export const LEARNED_HEAD = [
  ...['Network', 'Name', 'Kind', 'Decision', 'Devices', 'Days', 'Events', 'First', 'Last', 'Logs', 'Beside'],
] as const;

/** From where company agents talked. */
export const learnedRow = (one: Report['known_networks']['learned'][number]): Html =>
  html`<tr>
    <td>${one.prefix}</td>
    <td>${one.name}</td>
    <td>${one.kind}</td>
    <td>${one.decision ?? 'none yet'}</td>
    <td>${one.devices}</td>
    <td>${one.days}</td>
    <td>${one.event_count}</td>
    <td>${one.first_timestamp}</td>
    <td>${one.last_timestamp}</td>
    <td>${one.datasets.join(', ')}</td>
    <td>${[one.cloud, one.hosting_reason].filter((said) => said !== null).join('; ')}</td>
  </tr>`;

/** The file itself stands in the page. */
export const picture = (one: PictureFile): Html =>
  html`<article>
    <h3>${one.title}</h3>
    <img alt="${one.title}" width="${one.width}" src="data:image/png;base64,${one.png.toString('base64')}" />
    <p>${one.width} × ${one.height} pixels, PNG, SHA-256 <code>${one.sha256}</code></p>
  </article>`;

export const CUSTODY_HEAD = ['When', 'Who', 'What', 'Of', 'Detail', 'Version'] as const;

export const actRow = (one: ReportedAct): Html =>
  html`<tr>
    <td>${one.written_at}</td>
    <td>${one.actor}</td>
    <td>${one.action}</td>
    <td>${one.subject}</td>
    <td>${one.detail}</td>
    <td>${one.tool_version}</td>
  </tr>`;

function thing(about: ReportedThing): string {
  switch (about.kind) {
    case 'record':
      return about.event === null ? 'a record that the case has no more' : `record ${placeOf(about.event)}`;
    case 'entity':
      return `${about.entity.kind} ${about.entity.value}`;
    case 'finding':
      return `finding of ${about.hunt}, ${about.entity.kind} ${about.entity.value}, ${between(about.window)}`;
    case 'verdict':
      return `verdict of ${about.tree}, ${about.subject.kind} ${about.subject.value}`;
    case 'incident':
      return `incident, ${about.entity.kind} ${about.entity.value}, ${between(about.window)}`;
  }
}
