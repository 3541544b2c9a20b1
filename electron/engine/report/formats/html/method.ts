import type { HuntState, TreeState } from '../../../../../shared/contract.ts';
import type { ReportedAlerts } from '../../../../../shared/report.ts';
import { between, places } from './entries.ts';
import { html, type Html } from './page.ts';

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

export const looseAlerts = (one: ReportedAlerts): Html =>
  html`<article>
    <h3>${one.event_dataset}: ${one.rule_name ?? 'without a rule'}, ${one.alerts} alerts</h3>
    <p>${between({ start: one.first_timestamp, end: one.last_timestamp })}</p>
    ${one.findings.map((id) => html`<a href="#${id}">finding ${id}</a> `)} ${places(one.events)}
  </article>`;
