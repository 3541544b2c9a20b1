import type { AddressUse, EntityPage } from '../../shared/contract.ts';
import { timelineHref } from '../app/route.ts';
import { count } from '../format/number.ts';
import { entityFilter } from '../../shared/entities.ts';
import { addFilter, isFilter } from '../parts/filters.ts';
import { Growing, SMALL_STEP } from '../parts/Growing.tsx';
import { Panel } from '../parts/Panel.tsx';
import { Time } from '../parts/Time.tsx';
import { Value } from '../parts/Value.tsx';
import { text } from '../text.ts';
import { Term } from '../parts/Term.tsx';

export function Addresses({ page }: { page: EntityPage }) {
  return (
    <Panel title={text.entity.addresses} hint={text.entity.addressesHelp} flush>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>{text.entity.address}</th>
              <th>{text.entity.place}</th>
              <th>
                <Term name="asNumber">{text.entity.network}</Term>
              </th>
              <th>
                <Term name="cloud">{text.entity.cloud}</Term>
              </th>
              <th className="number">{text.entity.records}</th>
              <th className="number">
                <Term name="failure">{text.entity.failures}</Term>
              </th>
              <th>{text.profiles.seen}</th>
            </tr>
          </thead>
          <tbody>
            <Growing items={page.addresses} step={SMALL_STEP} across={7}>
              {(use) => <Line key={use.source_address} page={page} use={use} />}
            </Growing>
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Line({ page, use }: { page: EntityPage; use: AddressUse }) {
  const filters = addFilter([entityFilter(page.entity)], isFilter('source_address', use.source_address));
  return (
    <tr>
      <td>
        <Value column="source_address" value={use.source_address} longest={44} />
        {use.source_kind !== 'public' && <span className="muted"> {use.source_kind}</span>}
      </td>
      <td>
        {use.country_iso_code !== null && (
          <>
            <Value column="source_country_iso_code" value={use.country_iso_code} />{' '}
          </>
        )}
        {use.place || <span className="muted">{text.state.absent}</span>}
        {use.log_differs && use.log_country !== null && (
          <>
            {' '}
            <span className="badge open">{text.entity.logSays(use.log_country)}</span>
          </>
        )}
      </td>
      <td>
        <Value column="source_as_organization_name" value={use.as_organization_name} longest={34} />{' '}
        {use.as_number !== null && <span className="muted nowrap">AS{use.as_number}</span>}{' '}
        {use.is_hosting && (
          <span className="badge risk-2" title={text.entity.hostingHelp}>
            {text.entity.hosting}
          </span>
        )}{' '}
        {use.known_network_status !== null && (
          <span
            className={`badge ${use.known_network_status === 'confirmed' ? 'fine' : 'open'}`}
            title={`${use.known_network ?? ''}. ${text.networks.statusHelp[use.known_network_status]}`}
          >
            {text.networks.badge[use.known_network_status]}: {use.known_network}
          </span>
        )}
      </td>
      <td>{use.cloud ?? <span className="muted">{text.state.absent}</span>}</td>
      <td className="number">
        <a href={timelineHref(filters)}>{count(use.events)}</a>
      </td>
      <td className="number">
        {use.failures === 0 ? (
          '0'
        ) : (
          <a href={timelineHref(addFilter(filters, isFilter('event_outcome', 'failure')))}>
            {count(use.failures)}
          </a>
        )}
      </td>
      <td className="nowrap">
        <Time iso={use.first_timestamp} />
        <br />
        <Time iso={use.last_timestamp} />
      </td>
    </tr>
  );
}
