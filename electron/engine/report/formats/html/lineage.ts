import { KEY_ORIGINS } from '../../../../../shared/lineage.ts';
import type { ReportedKey } from '../../../../../shared/report.ts';
import { between, places } from './entries.ts';
import { html, type Html } from './page.ts';

/** Where a key came from, who used it from where, and what was made with it. */
export const key = (one: ReportedKey): Html =>
  html`<article>
    <h3>${one.access_key_id}${one.about ? null : ', in the chain of another'}</h3>
    ${one.issuance === null ? html`<p>${KEY_ORIGINS[one.origin]}</p>` : issued(one.issuance)}
    ${one.likely_beginning === null ? null : begun(one.likely_beginning)}
    <p>
      ${one.uses} calls, ${one.failures} failed, ${between({ start: one.first_use, end: one.last_use })};
      ${one.issued_total} keys were made with it, ${one.attempts} attempts were denied.
    </p>
    <dl>
      ${fact('Principals', one.principal_arns)} ${fact('Persons', one.persons)}
      ${fact(`Addresses (${one.addresses_total})`, one.source_addresses)} ${fact('Logs', one.datasets)}
    </dl>
    ${places(one.events)} ${places(one.attempt_events)}
  </article>`;

const issued = (by: NonNullable<ReportedKey['issuance']>): Html =>
  html`<p>
      Issued ${by.timestamp} by ${by.event_action}, called with ${by.by_access_key_id ?? 'no key'} by
      ${by.by_person ?? by.by_user_name ?? by.by_principal_arn ?? 'nobody that the record names'} from
      ${by.source_address ?? 'an unknown address'}${
        by.role_arn === null ? null : html`, for the role ${by.role_arn}`
      }${by.session_arn === null ? null : html`, session ${by.session_arn}`}.
    </p>
    ${places(by.events)}`;

const begun = (by: NonNullable<ReportedKey['likely_beginning']>): Html =>
  html`<p>
      Likely begun ${by.timestamp} by
      ${by.event_action}${by.switched_from === null ? null : html`, switched from ${by.switched_from}`}: no
      record names the key there.
    </p>
    ${places(by.events)}`;

const fact = (name: string, values: readonly string[]): Html | null =>
  values.length === 0
    ? null
    : html`<dt>${name}</dt>
        <dd>${values.join(', ')}</dd>`;
