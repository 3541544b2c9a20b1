import type { HuntState, TreeState } from '../../../../../shared/contract.ts';
import type { Report, ReportedAlerts } from '../../../../../shared/report.ts';
import { between, places } from './entries.ts';
import { html, LINE_END, type Html } from './page.ts';

export const HUNTS_HEAD = ['Hunt', 'Id', 'Outcome', 'Changed parameters'] as const;

export const huntRow = (one: HuntState): Html =>
  html`<tr>
    <td>${one.title}</td>
    <td>${one.id}</td>
    <td>${outcomeOf(one)}</td>
    <td>${changed(one.parameters)}</td>
  </tr>`;

function outcomeOf(one: HuntState): string {
  if (one.state === 'not run') return `not run: ${one.reason ?? 'its log is missing'}`;
  const muted = one.muted > 0 ? `, ${one.muted} set aside` : '';
  return one.state === 'none' ? 'nothing found' : `${one.findings} found${muted}`;
}

export const TREES_HEAD = ['Tree', 'Id, version', 'Outcome', 'Changed parameters'] as const;

export const treeRow = (one: TreeState): Html =>
  html`<tr>
    <td>${one.title}</td>
    <td>${one.id}, ${one.version}</td>
    <td>${one.state === 'not run' ? `not run: ${one.reason ?? ''}` : `${one.verdicts} verdicts`}</td>
    <td>${changed(one.parameters)}</td>
  </tr>`;

const changed = (parameters: HuntState['parameters']): string =>
  parameters
    .filter((one) => JSON.stringify(one.value) !== JSON.stringify(one.default))
    .map((one) => `${one.name} ${JSON.stringify(one.value)} (${JSON.stringify(one.default)})`)
    .join('; ');

/** The case keeps its text, and a bundle of the case hands it over. */
export const ownHunt = (one: Report['own_hunts'][number]): Html =>
  html`<p>
    ${one.title} (${one.id}), ${one.format}, from ${one.file}, SHA-256
    <code>${one.sha256}</code>${one.problem === null ? null : html`: cannot be run here: ${one.problem}`}
  </p>`;

export const ownTree = (one: Report['own_trees'][number]): Html =>
  html`<article>
    <h3>${one.title} (${one.id}), version ${one.version}${one.current ? null : ', which walks no more'}</h3>
    ${one.problem === null ? null : html`<p>Cannot be run here: ${one.problem}</p>`}
    <p>From ${one.file}, SHA-256 <code>${one.sha256}</code></p>
    <pre>${one.text.split(/\r?\n/).map((line) => html`${line}${LINE_END}`)}</pre>
  </article>`;

export const looseAlerts = (one: ReportedAlerts): Html =>
  html`<article>
    <h3>${one.event_dataset}: ${one.rule_name ?? 'without a rule'}, ${one.alerts} alerts</h3>
    <p>${between({ start: one.first_timestamp, end: one.last_timestamp })}</p>
    ${one.findings.map((id) => html`<a href="#${id}">finding ${id}</a> `)} ${places(one.events)}
  </article>`;
